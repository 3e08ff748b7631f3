/* Copying a box and timing an answer; both can be done by hand where this does not run. */
(() => {
  "use strict";
  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const box = document.getElementById(button.dataset.copy);
    select(box);
    let done = false;
    try {
      await navigator.clipboard.writeText(box.textContent);
      done = true;
    } catch {
      done = document.execCommand("copy");
    }
    button.textContent = done ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy"; }, 2500);
  });

  /* leaving with words not kept asks first */
  let unsaved = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]")) unsaved = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-guard]") && !event.defaultPrevented) unsaved = false;
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  const clock = document.querySelector("[data-timer]");
  if (!clock) return;
  const show = clock.querySelector("output");
  const bar = clock.querySelector("progress");
  const button = clock.querySelector("button");
  const field = document.getElementById(clock.dataset.timer);
  let begun = 0;
  let tick = 0;
  const words = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const now = () => Math.round((performance.now() - begun) / 1000);
  const draw = () => {
    const seconds = now();
    show.value = words(seconds);
    bar.value = Math.min(seconds, bar.max);
    bar.classList.toggle("is-over", seconds > bar.max);
  };
  button.addEventListener("click", () => {
    if (tick) {
      clearInterval(tick);
      tick = 0;
      field.value = now();
      button.textContent = "Start again";
      return;
    }
    begun = performance.now();
    draw();
    tick = setInterval(draw, 250);
    button.textContent = "Stop";
  });
})();
