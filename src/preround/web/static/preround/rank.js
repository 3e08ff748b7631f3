/* The rank list by drag and by keys; where this does not run, its buttons do the same.
   The order shows at once and is saved after it; what is moved meanwhile is saved next.
   The handle is no button element, because not every browser drags those. */
(() => {
  "use strict";
  const region = document.getElementById("rank-region");
  const said = document.getElementById("rank-said");
  if (!region) return;
  const list = () => region.querySelector(".ranks");
  const rows = () => [...(list()?.children || [])];
  const codes = () => rows().map((row) => row.dataset.code).join(" ");

  let moving = null, before = "";

  const renumber = () => rows().forEach((row, at, all) => {
    row.querySelector(".rank-number").textContent = at + 1;
    row.querySelector(".handle").setAttribute("aria-label",
      `${row.dataset.name}, rank ${at + 1} of ${all.length}. Arrow up and arrow down move it.`);
  });
  const announce = (row) => {
    said.textContent = `${row.dataset.name}: rank ${rows().indexOf(row) + 1} of ${rows().length}`;
  };

  /* one change at a time, each with the version the one before it brought back */
  let queue = Promise.resolve(), orders = 0, timer = 0;
  const version = () => region.querySelector("#ranks [name=version]");
  const post = (address, body, after) => {
    queue = queue.then(async () => {
      body.set("version", version().value);
      const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
      after(await answer.text(), answer.ok);
    });
  };
  const show = (html) => htmx.swap("#rank-region", html, { swapStyle: "innerHTML" });
  const sendOrder = () => {
    timer = 0;
    orders += 1;
    const form = region.querySelector("#ranks"), body = new FormData(form);
    body.set("do", "order");
    body.set("order", codes());
    post(form.action, body, (html, ok) => {
      orders -= 1;
      if (!ok || (!orders && !timer && !moving)) { show(html); return; }
      const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("#ranks [name=version]");
      region.querySelectorAll("[name=version]").forEach((one) => { one.value = fresh.value; });
    });
  };
  const save = (soon) => { clearTimeout(timer); timer = setTimeout(sendOrder, soon); };

  /* keys on the handle */
  region.addEventListener("keydown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = handle.closest(".rank"), all = rows(), at = all.indexOf(row);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 || to >= all.length || to === at) return;
    all[to][to < at ? "before" : "after"](row);
    handle.focus();
    renumber();
    announce(row);
    save(300);
  });

  /* drag by the handle */
  region.addEventListener("dragstart", (event) => {
    const handle = event.target.closest?.(".handle");
    if (!handle) return;
    moving = handle.closest(".rank");
    before = codes();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", moving.dataset.name);
    event.dataTransfer.setDragImage(moving, 20, 20);
    moving.classList.add("is-moving");
  });
  region.addEventListener("dragover", (event) => {
    if (!moving) return;
    event.preventDefault();
    const over = event.target.closest(".rank");
    if (!over || over === moving) return;
    const box = over.getBoundingClientRect();
    const lower = event.clientY > box.top + box.height / 2;
    over[lower ? "after" : "before"](moving);
    renumber();
  });
  region.addEventListener("drop", (event) => { if (moving) event.preventDefault(); });
  region.addEventListener("dragend", (event) => {
    if (!moving) return;
    moving.classList.remove("is-moving");
    if (event.dataTransfer.dropEffect === "none") {
      before.split(" ").forEach((code) => list().append(document.getElementById(`r-${code}`)));
      renumber();
    } else if (codes() !== before) {
      announce(moving);
      save(0);
    }
    moving = null;
  });

  /* the buttons, without leaving the page */
  region.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches("#ranks") || !button) return;
    event.preventDefault();
    if (timer) { clearTimeout(timer); sendOrder(); }
    const address = button.getAttribute("formaction") || form.action;
    const { id, value } = button, from = button.closest(".rank")?.id;
    post(address, new FormData(form, button), (html) => {
      show(html);
      const code = value.split(" ")[1];
      const row = document.getElementById(from || `r-${code}`) || document.getElementById(`r-${code}`);
      if (row) announce(row);
      const again = id && document.getElementById(id);
      (again && !again.disabled ? again : row?.querySelector(".rank-name"))?.focus();
    });
  });
})();
