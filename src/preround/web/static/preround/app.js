/* What a page gains with script: keys, closing what is open, fading notices, the theme at once.
   Everything works without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

  /* theme: the form still posts where this does not run */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".theme-form")) return;
    event.preventDefault();
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    document.cookie = `theme=${next};path=/;max-age=31536000;samesite=strict`;
  });

  /* open details: one pop-over at a time, closed by Esc or a press elsewhere */
  const popovers = () => document.querySelectorAll("details.chip[open], details.menu[open]");
  const closeExcept = (kept) => popovers().forEach((one) => {
    if (one !== kept && !one.contains(kept)) one.open = false;
  });
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.matches?.("details.chip, details.menu") || !details.open) return;
    closeExcept(details);
    const pop = details.querySelector(".pop");
    if (!pop) return;
    pop.classList.remove("to-left");
    if (pop.getBoundingClientRect().right > root.clientWidth - 8) pop.classList.add("to-left");
  }, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("details.chip, details.menu")) closeExcept(null);
  });

  /* a menu that was open when its part was swapped stays open, so that several can be ticked */
  let openMenus = [];
  document.addEventListener("htmx:beforeSwap", () => {
    openMenus = [...document.querySelectorAll(".filters details.menu[open]")].map((one) => one.id);
  });
  document.addEventListener("htmx:afterSwap", () => openMenus.forEach((id) => {
    const menu = document.getElementById(id);
    if (menu) menu.open = true;
  }));

  /* words typed while a list was on its way are kept when it arrives, and searched for */
  let words = null;
  document.addEventListener("htmx:beforeSwap", () => {
    words = document.activeElement?.matches(".filters input[type=search]") ? document.activeElement.value : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const search = document.querySelector(".filters input[type=search]");
    if (words === null || !search || search.value === words) return;
    search.value = words;
    search.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* keys */
  let afterG = 0;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    next.querySelector("a[href]").focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = [...popovers()].pop();
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (Date.now() - afterG < 1500) {
      afterG = 0;
      const link = document.querySelector(`.site-menu a[data-key="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") afterG = Date.now();
    else if (event.key === "/") {
      const search = document.querySelector("main input[type=search]");
      event.preventDefault();
      if (search) { search.focus(); search.select(); }
      else location.href = document.querySelector("[data-key=p]").href;
    } else if (event.key === "?") {
      event.preventDefault();
      document.getElementById("keys").showModal();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  /* notices leave by themselves; an undo stays for a minute */
  const fade = (toast) => setTimeout(() => toast.remove(), 1000 * (toast.dataset.lasts || 12));
  const watch = new MutationObserver((changes) => changes.forEach((change) =>
    change.addedNodes.forEach((node) => node.matches?.(".toast") && fade(node))));
  const messages = document.getElementById("messages");
  messages.querySelectorAll(".toast").forEach(fade);
  watch.observe(messages, { childList: true });

  /* what a form that saves by itself still holds is sent when its page is left */
  const typedSince = new Map();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (form) typedSince.set(form, (typedSince.get(form) || 0) + 1);
  });
  document.addEventListener("htmx:beforeRequest", (event) => { event.target.asTyped = typedSince.get(event.target); });
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (detail.successful && target.asTyped === typedSince.get(target)) typedSince.delete(target);
  });
  document.addEventListener("submit", (event) => typedSince.delete(event.target));
  addEventListener("pagehide", () => typedSince.forEach((_, form) => navigator.sendBeacon(form.action, new FormData(form))));

  /* a question page puts the cursor where the answer goes */
  document.querySelector("[data-focus] input:not([type=hidden]), [data-focus] select")?.focus();
})();
