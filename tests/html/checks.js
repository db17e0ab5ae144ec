// What holds of every page, computed in it; each function gives a list of complaints.
(() => {
  const allowed = new Set(("html head meta title style body a header p strong span nav ul li main h1 h2 h3 h4 h5 h6 table " +
    "caption thead tbody tr th td section article dl dt dd pre code bdi mark del ins div details summary button footer script " +
    "svg desc path circle rect line text tspan em ol blockquote hr").split(" "));
  const short = (node) => `${node.nodeName.toLowerCase()} ${JSON.stringify((node.textContent || "").trim().slice(0, 60))}`;
  const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";

  function channels(colour) {
    const found = colour.match(/[\d.]+/g).map(Number);
    return { rgb: found.slice(0, 3), alpha: found.length > 3 ? found[3] : 1 };
  }
  function luminance(rgb) {
    const [r, g, b] = rgb.map((value) => value / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  function background(element) {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.alpha === 1) return colour.rgb;
      if (colour.alpha !== 0) return null; // nothing here is half transparent
    }
    return [255, 255, 255];
  }

  function contrasts() {
    const complaints = new Map();
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, title, desc, .hidden") || !shown(element)) continue;
      const style = getComputedStyle(element);
      const colour = channels(element.closest("svg") ? style.fill : style.color);
      const behind = background(element);
      const ratio = behind === null || colour.alpha !== 1 ? 0 : contrast(colour.rgb, behind);
      if (ratio < 4.5) complaints.set(`${element.className.baseVal ?? element.className}${colour.rgb}`, `${short(element)}: contrast ${ratio.toFixed(2)}`);
    }
    return [...complaints.values()];
  }

  function structure() {
    const complaints = [];
    const need = (holds, what) => { if (!holds) complaints.push(what); };
    need(document.documentElement.lang === "en", "no language");
    need(document.title.length > 5, "no title");
    for (const landmark of ["main", "header", "footer"]) need(document.querySelectorAll(`body > ${landmark}`).length === 1, `not one ${landmark}`);
    need(document.querySelectorAll("h1").length === 1, "not one h1");
    let level = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const next = Number(heading.nodeName[1]);
      need(next <= level + 1, `${short(heading)} jumps from level ${level}`);
      need(heading.textContent.trim() !== "", "an empty heading");
      level = next;
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    need(new Set(ids).size === ids.length, `an id is there twice: ${ids.filter((id, at) => ids.indexOf(id) !== at)}`);
    for (const element of document.querySelectorAll("[aria-labelledby]")) need(document.getElementById(element.getAttribute("aria-labelledby")), `${short(element)} is labelled by nothing`);
    for (const link of document.querySelectorAll('a[href^="#"]')) need(document.getElementById(link.hash.slice(1)), `${short(link)} leads nowhere`);
    for (const cell of document.querySelectorAll("th")) need(cell.scope, `${short(cell)} heads nothing`);
    for (const table of document.querySelectorAll("table")) need(table.caption, `${short(table)} has no caption`);
    for (const svg of document.querySelectorAll("svg")) need(svg.getAttribute("role") === "img" && svg.querySelector("title") && svg.querySelector("desc"), "a picture without words");
    for (const box of document.querySelectorAll("main *")) {
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(box).overflowX) || ["auto", "scroll"].includes(getComputedStyle(box).overflowY);
      if (scrolls) need(box.tabIndex === 0 && box.getAttribute("role") === "region" && box.getAttribute("aria-label"), `${short(box)} scrolls, but not by keyboard`);
    }
    return complaints;
  }

  // Nothing that a migration says has become markup.
  function injected() {
    const complaints = [];
    if (window.owned !== undefined) complaints.push("a script of the migration's ran");
    if (document.scripts.length !== 1) complaints.push(`${document.scripts.length} scripts`);
    for (const element of document.querySelectorAll("*")) {
      if (!allowed.has(element.localName)) complaints.push(`an element ${element.localName}`);
      for (const attribute of element.attributes) {
        if (/^on|^style$|^src|^xlink/.test(attribute.name)) complaints.push(`an attribute ${attribute.name}`);
      }
      if (element.localName === "a" && !/^(#|https?:|$)/.test(element.getAttribute("href"))) complaints.push(`a link to ${element.getAttribute("href")}`);
    }
    // eslint-disable-next-line no-control-regex
    const hidden = document.documentElement.textContent.match(/[\u0000\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
    if (hidden) complaints.push(`a character that hides: U+${hidden[0].charCodeAt(0).toString(16)}`);
    return complaints;
  }

  function overflow() {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const wide = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1 && !element.closest("[role=region]"));
    return [`${page.scrollWidth} px wide in ${page.clientWidth}: ${wide.slice(0, 3).map(short)}`];
  }

  const folded = [...document.querySelectorAll("details:not([open])")];
  window.checks = {
    contrasts, structure, injected, overflow,
    unfold: () => folded.forEach((element) => { element.open = true; }),
    fold: () => folded.forEach((element) => { element.open = false; }),
  };
})();
