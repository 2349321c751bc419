// Conveniences of the result page: keyboard, focus, zoom, copying, and the announcement of the end. The drawer and the
// filter are attributes of htmx; everything can be done without either by following links.
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

  // -- the drawer: htmx fills it and pushes its address; here are its button, its focus, Escape and Back ----
  const drawer = () => document.getElementById("drawer");
  const isOpen = () => Boolean(drawer()?.hasChildNodes());
  const projectOf = (address) => (/(?:\/p\/|#project-)([^/?#]+)/.exec(address) || ["", ""])[1];
  const linkTo = (project) => all("a[data-drawer]").find((one) => projectOf(one.getAttribute("href")) === project);
  let opener = null, isPushed = false; // whether the drawer has an entry of its own in the history
  let shown = location.pathname + location.search;

  // Another tab or window is the browser's business.
  document.addEventListener("click", (event) => {
    if ((event.ctrlKey || event.metaKey || event.shiftKey) && event.target.closest("a[data-drawer]")) event.stopPropagation();
  }, true);

  // The parts of a drawer are places in it, not in the page: the address stays the drawer's.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#drawer a[data-part]"), part = link && document.getElementById(link.hash.slice(1));
    if (!part) return;
    event.preventDefault();
    part.scrollIntoView({ block: "start" });
    (find("#ask-version", part) || find("a, button, summary, input", part) || drawer()).focus({ preventScroll: true });
  });

  function openDrawer(project) {
    const link = linkTo(project);
    if (link && drawer()) htmx.ajax("GET", link.getAttribute("href"), { source: link, target: "#drawer", swap: "innerHTML scroll:top", push: "false" });
  }

  const busy = (event, isBusy) => { if (event.detail.target === drawer()) drawer().setAttribute("aria-busy", isBusy); };
  document.addEventListener("htmx:beforeRequest", (event) => busy(event, true));
  document.addEventListener("htmx:afterRequest", (event) => busy(event, false));

  function setUpDrawer(link) {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet close";
    close.textContent = "Close";
    close.addEventListener("click", closeDrawer);
    find(".drawer-head", drawer()).prepend(close);
    all("tr.is-open").forEach((row) => row.classList.remove("is-open"));
    opener = link;
    link.closest("tr")?.classList.add("is-open");
    drawer().focus({ preventScroll: true });
  }

  function emptyDrawer() {
    drawer().replaceChildren();
    all("tr.is-open").forEach((row) => row.classList.remove("is-open"));
    opener?.focus();
  }

  function closeDrawer() {
    if (!isOpen()) return;
    emptyDrawer();
    if (isPushed) history.back(); else leaveAtRow();
  }

  // The address goes on to say which project one has looked at.
  function leaveAtRow() {
    const project = opener ? projectOf(opener.getAttribute("href")) : "";
    isPushed = false;
    history.replaceState(history.state, "", document.getElementById(`row-${project}`) ? `#row-${project}` : shown);
  }

  // Back and Forward between a page and its own drawers need nothing from the server.
  document.addEventListener("htmx:historyCacheMiss", (event) => { if (event.detail.path === shown) event.preventDefault(); });
  const otherPage = () => { shown = location.pathname + location.search; isPushed = false; };
  document.addEventListener("htmx:historyRestore", otherPage);
  document.addEventListener("htmx:replacedInHistory", (event) => { if (!projectOf(event.detail.path)) otherPage(); });
  document.addEventListener("htmx:pushedIntoHistory", () => { isPushed = true; });
  // One entry for all that are opened after another: Back closes.
  document.addEventListener("htmx:beforeHistoryUpdate", (event) => { if (isOpen() && projectOf(event.detail.history.path)) event.detail.history.type = "replace"; });
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target === drawer() && isOpen()) setUpDrawer(event.detail.requestConfig.elt); });
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.elt.matches("[data-drawer]")) location.assign(event.detail.elt.getAttribute("href")); });

  function followHash() {
    const project = projectOf(location.hash);
    if (project) {
      isPushed = true;
      openDrawer(project);
    } else if (isPushed || isOpen()) {
      if (isOpen()) emptyDrawer();
      leaveAtRow();
    } else {
      showTarget();
    }
  }

  // -- the keyboard -------------------------------------------------------------------------------
  const rows = () => all("[data-rows] tbody tr[id]").filter((row) => !row.hidden && row.offsetParent !== null);
  const current = () => find("[data-rows] tr.is-current");

  function setUpHelp() {
    const help = find("[data-help]:not([data-ready])");
    if (!help) return;
    help.dataset.ready = "";
    help.hidden = false;
    help.addEventListener("click", showKeys);
  }

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
    if (kind === "project") openDrawer(project);
  }

  // -- the headline goes on to stand beside the tabs once it has left the screen ---------------------
  const leaving = new IntersectionObserver(([entry]) => {
    find("nav.tabs")?.classList.toggle("is-alone", !entry.isIntersecting && entry.boundingClientRect.top < 0);
  });

  function followHeadline() {
    leaving.disconnect();
    const headline = find("#resolution h1");
    if (headline) leaving.observe(headline);
  }

  // In a narrow window the tab that is shown may stand behind the edge.
  function showTab() {
    const shown = find(".tabs [aria-current]");
    if (shown) shown.parentElement.scrollLeft = shown.offsetLeft - (shown.parentElement.clientWidth - shown.offsetWidth) / 2;
  }

  function setUp() {
    const part = document.getElementById("resolution");
    if (part && part.dataset.title) document.title = part.dataset.title;
    if (part && part.dataset.state === "ended" && wasRunning) {
      document.getElementById("announcement").textContent = find("h1", part).textContent;
    }
    wasRunning = Boolean(part && part.dataset.state === "running");
    // A reader who has opened something is not interrupted: the line has a link.
    const untouched = !isOpen() && !find("[data-filter] [name=q]")?.value && !find("tr.is-current");
    if (find("[data-explained]") && untouched) htmx.ajax("GET", location.href, { target: "#resolution", swap: "outerHTML" });
    offerCopies();
    showTab();
    setUpHelp();
    followHeadline();
  }
  document.addEventListener("htmx:afterSettle", setUp);
  addEventListener("hashchange", followHash);
  setUp();
  // htmx has to be ready before it can be asked for something.
  document.addEventListener("DOMContentLoaded", showTarget);
})();
