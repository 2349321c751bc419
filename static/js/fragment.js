// A link that stores nothing: the question stands behind its # sign, compressed, and no server gets to see it.
"use strict";
(() => {
  const PREFIX = "#q=", LONGEST = 8000, FIELDS = ["python", "platform", "system_version", "exclude_newer", "index_url", "extra_index_urls"];
  const form = document.getElementById("paste"), place = document.getElementById("fragment-link");
  if (!form || typeof CompressionStream === "undefined") return;

  async function through(stream, bytes) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  }

  async function packed(value) {
    const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(value)));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes)));
  }

  async function fill() {
    if (!location.hash.startsWith(PREFIX) || location.hash.length > LONGEST) return;
    let found;
    try { found = await unpacked(location.hash.slice(PREFIX.length)); } catch { return; }
    for (const name of ["text", ...FIELDS]) {
      const field = document.getElementById(name);
      if (field && typeof found[name] === "string") field.value = found[name];
    }
    document.getElementById("text").dispatchEvent(new Event("input", { bubbles: true }));
    form.scrollIntoView({ block: "nearest" });
  }

  const button = place?.querySelector("button");
  if (button) {
    place.hidden = false;
    button.addEventListener("click", async () => {
      const value = {};
      for (const name of ["text", ...FIELDS]) {
        const text = document.getElementById(name)?.value || "";
        if (text) value[name] = text;
      }
      const address = `${location.origin}${location.pathname}${PREFIX}${await packed(value)}`;
      if (address.length > LONGEST) { button.textContent = "Too long for a link: compare it instead"; return; }
      history.replaceState(null, "", address);
      try { await navigator.clipboard.writeText(address); button.textContent = "Copied"; } catch { button.textContent = "It stands in the address bar"; }
    });
  }
  window.addEventListener("hashchange", fill);
  fill();
})();
