// The team's pages: buttons that copy, keys, and what stays marked while a list is exchanged.
// Without this file everything is links and forms; only the live part waits for a reload.
"use strict";
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  function offerCopies(inside) {
    if (!navigator.clipboard) return;
    all("[data-copy]:not([data-ready])", inside).forEach((button) => {
      button.hidden = false;
      button.dataset.ready = "";
      const words = button.textContent;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = words; }, 2000);
      });
    });
  }

  // -- keys: j, k, Enter, x in a queue; c, m, a in a case -------------------------------------
  let at = ""; // the number of the case that the keys are at
  const rows = () => all(".case-row");
  const rowAt = () => rows().find((row) => row.dataset.case === at);

  function go(step) {
    const list = rows(), place = list.indexOf(rowAt());
    const next = list[Math.min(list.length - 1, Math.max(0, place + step))];
    if (!next) return;
    at = next.dataset.case;
    show();
    next.querySelector(".title").focus();
  }

  function show() {
    rows().forEach((row) => row.classList.toggle("at", row.dataset.case === at));
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => rowAt()?.querySelector("input[type=checkbox]")?.click(),
    "/": () => document.getElementById("search")?.focus(),
    n: () => document.querySelector("a[href$='/cases/new']")?.click(),
    c: () => document.querySelector("#live [data-copy]:not([hidden])")?.click(),
    m: () => document.querySelector(".moves button")?.focus(),
    a: () => document.getElementById("assignee")?.focus(),
    w: () => document.getElementById("note")?.focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // -- live: what is marked, chosen and focused stays so while the list is exchanged -----------
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const inside = event.detail.target;
    if (!["rows", "live"].includes(inside?.id) || event.detail.xhr.status !== 200) return;
    const focused = inside.contains(document.activeElement) ? document.activeElement : null;
    kept = {
      marked: all("input:checked", inside).map((box) => box.value.split(":")[0]),
      open: all("details", inside).map((one) => one.open),
      action: inside.querySelector("#bulk")?.value,
      focus: focused && { row: focused.closest(".case-row")?.dataset.case, id: focused.id, is: focused.matches("input") ? "input" : ".title" },
    };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!kept) return;
    const inside = document.getElementById("rows") || document.getElementById("live");
    all("input[type=checkbox]", inside).forEach((box) => { box.checked = kept.marked.includes(box.value.split(":")[0]); });
    all("details", inside).forEach((one, number) => { one.open = kept.open[number] ?? one.open; });
    if (kept.action && inside.querySelector("#bulk")) inside.querySelector("#bulk").value = kept.action;
    show();
    const { focus } = kept;
    if (focus?.row) rows().find((row) => row.dataset.case === focus.row)?.querySelector(focus.is)?.focus();
    else if (focus?.id) document.getElementById(focus.id)?.focus();
    kept = null;
  });

  document.addEventListener("DOMContentLoaded", () => offerCopies(document));
  document.addEventListener("htmx:load", (event) => offerCopies(event.detail.elt));
})();
