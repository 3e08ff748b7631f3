/* Left and right step through a story; each step is a link that works without this. */
document.addEventListener("keydown", (event) => {
  "use strict";
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], .table-scroll, summary")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = rel && document.querySelector(`#story a[rel=${rel}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
