// Textareas with line numbers, TOML colours and the server's error marks.
// Without this file they are plain textareas.
"use strict";
(() => {
  const TOKENS = /("""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?)|(#[^\n]*)|(^[ \t]*\[\[?[^\]\n]*\]\]?(?=[ \t]*(?:#|$)))|(^[ \t]*(?:[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'))*(?=[ \t]*=(?!=)))|\b(true|false|\d[\d_.:TZ+\-]*)\b/gm;
  const KINDS = ["string", "comment", "table", "key", "literal"];
  const LONGEST_PAINTED = 60000; // characters; a longer text stays plain
  const editors = new Map();

  function escape(text) {
    return text.replace(/[&<>]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter]);
  }

  function coloured(text) {
    let html = "", last = 0;
    for (const match of text.matchAll(TOKENS)) {
      const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)];
      html += escape(text.slice(last, match.index));
      // A span must not cross a line, because lines are marked one by one.
      html += match[0].split("\n").map((part) => `<span class="tok-${kind}">${escape(part)}</span>`).join("\n");
      last = match.index + match[0].length;
    }
    return html + escape(text.slice(last));
  }

  function setUp(editor) {
    const area = editor.querySelector("textarea");
    const gutter = editor.querySelector(".gutter");
    const paint = editor.querySelector(".editor-paint");
    const marked = new Set((editor.dataset.marked || "").split(",").filter(Boolean).map(Number));
    editor.classList.add("is-painted");

    function draw() {
      const text = area.value;
      const count = text.split("\n").length;
      if (gutter.childElementCount !== count) {
        gutter.replaceChildren(...Array.from({ length: count }, (_, index) => {
          const number = document.createElement("span");
          number.textContent = index + 1;
          number.classList.toggle("marked", marked.has(index + 1));
          return number;
        }));
      }
      const plain = text.length > LONGEST_PAINTED;
      const lines = (plain ? escape(text) : coloured(text)).split("\n");
      paint.innerHTML = lines.map((line, index) => marked.has(index + 1) ? `<span class="line-marked">${line || " "}</span>` : line).join("\n") + "\n";
      area.style.height = `${Math.max(count + 1, 6) * 20 + 20}px`;
      area.style.width = "100%";
    }

    function goTo(line) {
      const lines = area.value.split("\n");
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1] || "").length);
      editor.querySelector(".editor-body").scrollTop = Math.max(0, (line - 5) * 20);
    }

    area.addEventListener("input", () => {
      marked.clear();
      gutter.querySelectorAll(".marked").forEach((number) => number.classList.remove("marked"));
      draw();
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
    });
    draw();
    return { goTo };
  }

  document.querySelectorAll("[data-editor]").forEach((editor) => editors.set(editor.querySelector("textarea").id, setUp(editor)));
  // What unfolds is not left under the button that stays in sight.
  document.querySelectorAll(".paste details").forEach((details) => details.addEventListener("toggle", () => {
    if (details.open) details.scrollIntoView({ block: "nearest" });
  }));
  document.querySelectorAll("[data-line]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    editors.get(link.dataset.field).goTo(Number(link.dataset.line));
  }));
})();
