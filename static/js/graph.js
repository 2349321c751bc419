// The graph: all of it at first, larger and smaller, the ways that lead through a node, and finding one.
"use strict";
(() => {
  const find = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const LEAST_READABLE = 0.6; // of the size that the picture is drawn in

  function setUpZoom(picture) {
    const bar = find("[data-zoom]"), box = picture.closest("[data-picture]");
    if (!bar) return;
    bar.hidden = false;
    const { width, height } = picture.viewBox.baseVal;
    const most = parseFloat(getComputedStyle(box).maxHeight) || innerHeight;
    const resize = (by) => { picture.setAttribute("width", width * by); picture.setAttribute("height", height * by); };
    const fitting = () => Math.min(1, box.clientWidth / width, (most - 2) / height);
    resize(Math.max(LEAST_READABLE, fitting()));
    all("button", bar).forEach((button) => button.addEventListener("click", () => {
      const by = Number(button.dataset.by);
      resize(by ? Math.max(0.1, picture.getBoundingClientRect().width * by / width) : fitting());
    }));
  }

  // -- the ways from the pasted project to a node, and what it requires itself -------------------------
  function setUpWays(picture) {
    const edges = all("path.edge", picture), nodes = all("g.node", picture);
    const into = new Map();
    edges.forEach((edge) => into.set(edge.dataset.to, [...(into.get(edge.dataset.to) || []), edge]));
    function ways(name) {
      const near = new Set(edges.filter((edge) => edge.dataset.from === name)), seen = new Set([name]), waiting = [name];
      while (waiting.length) {
        (into.get(waiting.pop()) || []).forEach((edge) => {
          near.add(edge);
          if (!seen.has(edge.dataset.from)) { seen.add(edge.dataset.from); waiting.push(edge.dataset.from); }
        });
      }
      return near;
    }
    const light = (event) => {
      const node = event.target.closest("a, g.node"), group = node && (node.matches("g.node") ? node : find("g.node", node));
      const name = group ? group.dataset.node : null, near = name === null ? new Set() : ways(name);
      const touched = new Set([name, ...[...near].flatMap((edge) => [edge.dataset.from, edge.dataset.to])]);
      picture.classList.toggle("has-focus", name !== null);
      edges.forEach((edge) => edge.classList.toggle("is-near", near.has(edge)));
      nodes.forEach((one) => one.classList.toggle("is-near", touched.has(one.dataset.node)));
    };
    picture.addEventListener("mouseover", light);
    picture.addEventListener("focusin", light);
    picture.addEventListener("mouseleave", light);
    picture.addEventListener("focusout", (event) => { if (!picture.contains(event.relatedTarget)) light(event); });
  }

  // -- finding: what is typed is marked, the first of it comes into view --------------------------------
  function setUpFinding(picture) {
    const field = find("[data-find]"), told = find("[data-found]"), box = picture.closest("[data-picture]");
    if (!field) return;
    field.addEventListener("input", () => {
      const text = field.value.trim().toLowerCase();
      const found = all("g.node", picture).filter((node) => {
        const isFound = text !== "" && node.dataset.names.toLowerCase().includes(text);
        node.classList.toggle("is-found", isFound);
        return isFound;
      });
      told.textContent = text === "" ? "" : `${found.length || "not"} in the picture`;
      if (!found.length) return;
      const at = found[0].getBoundingClientRect(), frame = box.getBoundingClientRect();
      box.scrollBy(at.left - frame.left - box.clientWidth / 3, at.top - frame.top - box.clientHeight / 3);
    });
  }

  function bringIntoView(picture) {
    const box = picture.closest("[data-picture]");
    const first = find("g.node-differs, g.node-single, g.node-universal", picture) || find("g.node-root", picture);
    if (!first || box.scrollHeight <= box.clientHeight) return;
    box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
  }

  function setUp() {
    const picture = find("[data-picture] svg");
    if (!picture || picture.dataset.ready !== undefined) return;
    picture.dataset.ready = "";
    setUpZoom(picture);
    setUpWays(picture);
    setUpFinding(picture);
    bringIntoView(picture);
  }
  document.addEventListener("htmx:afterSettle", setUp);
  setUp();
})();
