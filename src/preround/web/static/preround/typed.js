/* Forms with long texts: kept on this machine while one types, restored after a closed tab or a
   stopped server, gone once saved; Ctrl+Enter saves. Everything works without it. */
(() => {
  "use strict";
  const PREFIX = "draft:";
  const DAYS_KEPT = 30;
  const NEVER = new Set(["csrfmiddlewaretoken", "keep_words", "use_wording"]);
  const BOXES = new Set(["text", "number", "date", "email", "url", "tel"]);
  const MANY = 4;
  const stored = (name) => {
    try { return JSON.parse(localStorage.getItem(PREFIX + name)); } catch { return null; }
  };
  const forget = (name) => {
    try { localStorage.removeItem(PREFIX + name); } catch { /* nothing was kept */ }
  };
  const names = () => {
    try { return Object.keys(localStorage).filter((one) => one.startsWith(PREFIX)).map((one) => one.slice(PREFIX.length)); } catch { return []; }
  };

  /* what the server has saved since, and what nobody came back to */
  const settle = () => {
    const said = document.cookie.split("; ").find((one) => one.startsWith("kept_drafts="));
    if (!said) return;
    const saved = decodeURIComponent(said.slice("kept_drafts=".length)).replaceAll('"', "");
    names().filter((one) => saved === "*" || one === saved).forEach(forget);
    document.cookie = "kept_drafts=;path=/;max-age=0;samesite=strict";
  };
  settle();
  names().forEach((one) => {
    const draft = stored(one);
    if (!draft || Date.now() - draft.at > DAYS_KEPT * 86400000) forget(one);
  });

  const typedIn = (form) => [...form.elements].filter((one) =>
    one.name && !NEVER.has(one.name) && !["hidden", "file", "submit", "button"].includes(one.type) && one.tagName !== "BUTTON");
  const isLong = (form) => form.dataset.draft !== "" &&
    (form.dataset.draft || form.querySelector("textarea") || typedIn(form).filter((one) => BOXES.has(one.type)).length >= MANY);
  /* as drafts.name_of makes it */
  const nameOf = (form) => {
    if (form.dataset.draft) return form.dataset.draft;
    const path = new URL(form.getAttribute("action") || "", document.baseURI).pathname.replace(/^\/+|\/+$/g, "");
    return [path, form.querySelector("input[name=version]")?.value].filter(Boolean).join("-").replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 80);
  };
  const read = (form) => typedIn(form).map((one) =>
    [one.name, ["checkbox", "radio"].includes(one.type) ? [one.value, one.checked] : one.value]);
  const keep = (form, began) => {
    const now = JSON.stringify(read(form));
    const name = nameOf(form);
    if (now === began && !("unsaved" in form.dataset)) { forget(name); return; }
    try { localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), fields: JSON.parse(now) })); } catch { /* no room: as without script */ }
  };
  const write = (form, fields) => {
    const all = typedIn(form);
    fields.forEach(([name, value]) => {
      const one = Array.isArray(value)
        ? all.find((x) => x.name === name && x.value === value[0])
        : all.find((x) => x.name === name);
      if (!one) return;
      if (Array.isArray(value)) one.checked = value[1];
      else one.value = value;
      for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) {
        if (one.tagName === "TEXTAREA" && value) fold.open = true;
      }
    });
    all.filter((one) => one.tagName === "TEXTAREA" && one.value).forEach((one) =>
      one.dispatchEvent(new Event("input", { bubbles: true })));
  };
  const tell = (form, draft) => {
    const notice = document.createElement("p");
    notice.className = "notice restored";
    notice.setAttribute("role", "status");
    const when = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false }).format(draft.at);
    notice.append(`Restored: what you typed on ${when} was not saved. It stands in the form below. `);
    const away = document.createElement("button");
    away.type = "button";
    away.className = "quiet";
    away.textContent = "Throw it away";
    away.addEventListener("click", () => {
      forget(nameOf(form));
      form.reset();
      form.querySelectorAll("textarea").forEach((one) => one.dispatchEvent(new Event("input", { bubbles: true })));
      notice.remove();
    });
    notice.append(away);
    form.prepend(notice);
  };

  const shown = new WeakMap();
  const watch = (form) => {
    if (shown.has(form) || !isLong(form)) return;
    const began = JSON.stringify(read(form));
    shown.set(form, began);
    const draft = stored(nameOf(form));
    if (draft && JSON.stringify(draft.fields) !== began) {
      write(form, draft.fields);
      if (JSON.stringify(read(form)) !== began) tell(form, draft);
    }
    if ("unsaved" in form.dataset) keep(form, began);
  };
  const watchAll = () => document.querySelectorAll("form[method=post]").forEach(watch);
  watchAll();
  document.addEventListener("htmx:afterSettle", watchAll);
  document.addEventListener("htmx:afterRequest", settle);
  ["input", "change"].forEach((kind) => document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (form && shown.has(form)) keep(form, shown.get(form));
  }));

  /* favorite words go into their box at once, to be seen and changed there */
  document.querySelectorAll("input[data-into]").forEach((tick) => {
    const words = tick.labels[0].textContent;
    const box = document.getElementById(tick.dataset.into);
    const put = document.createElement("button");
    put.type = "button";
    put.className = "phrase";
    put.textContent = words;
    put.addEventListener("click", () => {
      if (!box.value.includes(words)) box.value = box.value.trim() ? `${box.value.trimEnd()}\n${words}` : words;
      box.focus();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    tick.closest(".choice").replaceWith(put);
  });

  /* a box that may name a patient says so while one types, as saving would; nothing is kept */
  const LOOK_AFTER = 600;
  const timers = new WeakMap();
  const look = async (box) => {
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", box.form.elements.csrfmiddlewaretoken.value);
    sent.set("about", box.dataset.look);
    sent.set("look_at", box.value.slice(0, 10000));
    const asked = box.value;
    try {
      const answer = await fetch(document.body.dataset.lookAt, { method: "POST", body: sent, headers: { "HX-Request": "true" } });
      if (!answer.ok || box.value !== asked) return;
      const words = await answer.text();
      let told = box.nextElementSibling;
      if (!told?.matches(".looked")) {
        if (!words.trim()) return;
        told = document.createElement("div");
        told.className = "looked";
        told.setAttribute("role", "status");
        box.after(told);
      }
      told.innerHTML = words;
    } catch { /* the server is away: saving looks again */ }
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea[data-look]") || !target.form) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(look, LOOK_AFTER, target));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.form;
    if (!form || !shown.has(form)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[data-save]"));
  });
})();
