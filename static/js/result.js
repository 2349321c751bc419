// Conveniences of the result page: live filter, keyboard, the drawer beside its row, zoom, copying, and the announcement
// of the end. Everything they do can be done without them by following links.
"use strict";
(() => {
  const find = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  let wasRunning = false;

  // -- copying ------------------------------------------------------------------------------------
  async function copy(button, text, before) {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  function offerCopies(inside = document) {
    if (!navigator.clipboard) return;
    all("[data-copy-address]:not([data-ready])", inside).forEach((button) => {
      button.hidden = false;
      button.dataset.ready = "";
      button.addEventListener("click", () => copy(button, location.href, "Copy link"));
    });
    all("[data-copy]:not([data-ready])", inside).forEach((button) => {
      button.hidden = false;
      button.dataset.ready = "";
      button.addEventListener("click", () => copy(button, button.dataset.copy, button.textContent));
    });
  }

  // -- the drawer ---------------------------------------------------------------------------------
  let opener = null;

  async function openDrawer(link) {
    const drawer = document.getElementById("drawer");
    const answer = await fetch(link.href || link.getAttribute("href"), { headers: { "HX-Request": "true" } });
    if (!answer.ok) { location.assign(link.href); return; }
    drawer.innerHTML = await answer.text();
    htmx.process(drawer);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet close";
    close.textContent = "Close";
    close.addEventListener("click", closeDrawer);
    find(".drawer-head", drawer).prepend(close);
    drawer.hidden = false;
    drawer.scrollTop = 0;
    document.body.classList.add("has-drawer");
    all("[data-rows] tr.is-open").forEach((row) => row.classList.remove("is-open"));
    const row = link.closest("tr");
    if (row) row.classList.add("is-open");
    history.replaceState(null, "", `#project-${projectOf(link.href)}`);
    opener = link;
    offerCopies(drawer);
    drawer.focus({ preventScroll: true });
  }

  function closeDrawer() {
    const drawer = document.getElementById("drawer");
    if (!drawer || drawer.hidden) return false;
    drawer.hidden = true;
    drawer.replaceChildren();
    document.body.classList.remove("has-drawer");
    all("tr.is-open").forEach((row) => row.classList.remove("is-open"));
    const project = projectOf(location.href);
    history.replaceState(null, "", document.getElementById(`row-${project}`) ? `#row-${project}` : location.pathname + location.search);
    if (opener) opener.focus();
    return true;
  }

  // An SVG link has an object where others have a text.
  const asLink = (link) => ({
    href: link.href instanceof SVGAnimatedString ? link.href.baseVal : link.href,
    closest: (selector) => link.closest(selector),
    focus: () => link.focus(),
  });
  const projectOf = (address) => (/(?:\/p\/|#project-)([^/?#]+)/.exec(address) || ["", ""])[1];

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || !document.getElementById("drawer")) return;
    event.preventDefault();
    openDrawer(asLink(link));
  });

  // -- the filter ---------------------------------------------------------------------------------
  function addressOf(form) {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      const field = form.elements[name];
      const isDefault = field.options ? value === field.options[0].value : !value.trim();
      if (!isDefault) address.searchParams.set(name, value.trim());
    }
    return address;
  }

  function filterRows(form) {
    const text = find("[name=q]", form).value.trim().toLowerCase(), words = text.split(/\s+/).filter(Boolean);
    history.replaceState(null, "", addressOf(form));
    // The server has left out rows that its own text did not let through: a wider text needs them again.
    if (!text.startsWith(find("[name=q]", form).defaultValue.trim().toLowerCase())) { askForRows(form); return; }
    const all_rows = all("[data-rows] tbody tr");
    all_rows.forEach((row) => { row.hidden = !words.every((word) => row.dataset.text.includes(word)); });
    const folded = find("[data-rows] details.agreeing");
    if (folded && words.length) folded.open = true;
    const none = find("[data-none]");
    if (none) none.hidden = !all_rows.length || all_rows.some((row) => !row.hidden);
  }

  async function askForRows(form) {
    const address = addressOf(form), section = form.closest("[data-rows]");
    history.replaceState(null, "", address);
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    const rows = find("[data-rows]", new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (!answer.ok || !rows) { location.assign(address); return; }
    if (addressOf(form).href !== address.href) return; // changed meanwhile: a later answer comes
    const name = section.contains(document.activeElement) ? document.activeElement.name : "";
    section.replaceChildren(...rows.childNodes);
    setUpFilter();
    const field = name && find(`[name=${name}]`, section);
    if (!field) return;
    field.focus({ preventScroll: true });
    if (name === "q") field.setSelectionRange(field.value.length, field.value.length);
  }

  function setUpFilter() {
    const form = find("[data-filter]:not([data-ready])");
    if (!form) return;
    form.dataset.ready = "";
    find("[name=q]", form).addEventListener("input", () => filterRows(form));
    all("select", form).forEach((select) => select.addEventListener("change", () => askForRows(form)));
    form.addEventListener("submit", (event) => { event.preventDefault(); askForRows(form); });
    const help = find("[data-help]", form);
    help.hidden = false;
    help.addEventListener("click", showKeys);
  }

  // -- the keyboard -------------------------------------------------------------------------------
  const rows = () => all("[data-rows] tbody tr").filter((row) => !row.hidden && row.offsetParent !== null);
  const current = () => find("[data-rows] tr.is-current");

  function showKeys() { const dialog = document.getElementById("keys"); if (dialog && !dialog.open) dialog.showModal(); }

  function mark(row) {
    all("tr.is-current").forEach((one) => one.classList.remove("is-current"));
    if (!row) return;
    row.classList.add("is-current");
    find("a.name", row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const shown = rows();
    const place = shown.indexOf(current());
    mark(shown[place < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, place + step))]);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (typing && typing.type === "search") { typing.value = ""; typing.dispatchEvent(new Event("input", { bubbles: true })); typing.blur(); return; }
      closeDrawer();
      return;
    }
    if (typing || find("dialog[open]") || !find("[data-rows]")) return;
    const keys = {
      "/": () => find("[data-filter] [name=q]").focus(),
      "j": () => move(1),
      "k": () => move(-1),
      "?": showKeys,
    };
    if (event.key === "Enter" && current() && !event.target.closest("a, button, summary")) { find("a.name", current()).click(); event.preventDefault(); }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // -- a deep link to a row, or to the drawer ------------------------------------------------------
  function showTarget() {
    const [, kind, project] = /^#(row|project)-([a-z0-9._-]+)$/.exec(location.hash) || [];
    if (!kind) return;
    const row = document.getElementById(`row-${project}`);
    if (row) {
      const folded = row.closest("details");
      if (folded) folded.open = true;
      row.classList.add("is-current");
      row.scrollIntoView({ block: "center" });
    }
    const link = all("a[data-drawer]").find((one) => projectOf(asLink(one).href) === project);
    if (kind === "project" && link && document.getElementById("drawer")) openDrawer(asLink(link));
  }

  // -- the graph ----------------------------------------------------------------------------------
  const LEAST_READABLE = 0.75; // of the size that the picture is drawn in

  function setUpZoom() {
    const bar = find("[data-zoom]"), picture = find("[data-picture] svg");
    if (!bar || !picture || bar.dataset.ready !== undefined) return;
    bar.hidden = false;
    bar.dataset.ready = "";
    const ratio = picture.viewBox.baseVal.height / picture.viewBox.baseVal.width;
    const resize = (width) => { picture.setAttribute("width", width); picture.setAttribute("height", width * ratio); };
    const room = picture.closest("[data-picture]").clientWidth, width = picture.viewBox.baseVal.width;
    if (width > room && width * LEAST_READABLE <= room) resize(room); // a little too wide: all of it at once
    all("button", bar).forEach((button) => button.addEventListener("click", () => {
      const by = Number(button.dataset.by);
      resize(by ? Math.max(200, picture.getBoundingClientRect().width * by) : picture.closest("[data-picture]").clientWidth);
    }));
  }

  function setUpNearness() {
    const picture = find("[data-picture] svg");
    if (!picture || picture.dataset.ready !== undefined) return;
    picture.dataset.ready = "";
    const edges = all("path.edge", picture);
    const focus = (event) => {
      const node = event.target.closest("a, g.node");
      const name = node && (node.dataset.node || find("g.node", node)?.dataset.node);
      picture.classList.toggle("has-focus", Boolean(name));
      edges.forEach((edge) => edge.classList.toggle("is-near", Boolean(name) && edge.dataset.ends.includes(` ${name} `)));
    };
    picture.addEventListener("mouseover", focus);
    picture.addEventListener("focusin", focus);
    const box = picture.closest("[data-picture]"), first = find("g.node-differs, g.node-single, g.node-universal", picture) || find("g.node-root", picture);
    if (first) box.scrollTop = Math.max(0, first.getBBox().y - 200);
  }

  function setUp() {
    const part = document.getElementById("resolution");
    if (part && part.dataset.title) document.title = part.dataset.title;
    if (part && part.dataset.state === "ended" && wasRunning) {
      document.getElementById("announcement").textContent = find("h1", part).textContent;
    }
    wasRunning = Boolean(part && part.dataset.state === "running");
    // A reader who has opened something is not interrupted: the line has a link.
    const untouched = !document.body.classList.contains("has-drawer") && !find("[data-filter] [name=q]")?.value && !find("tr.is-current");
    if (find("[data-explained]") && untouched) htmx.ajax("GET", location.href, { target: "#resolution", swap: "outerHTML" });
    offerCopies();
    setUpFilter();
    setUpZoom();
    setUpNearness();
  }
  document.addEventListener("htmx:afterSettle", setUp);
  addEventListener("hashchange", showTarget);
  setUp();
  showTarget();
})();
