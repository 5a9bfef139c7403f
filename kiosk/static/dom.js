// Makes elements. Text goes in as text only, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (on: what a click does) and children (strings, elements, lists; null is left out). */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") node.addEventListener("click", value);
    else if (value !== null) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null));
  return node;
}

export const button = (className, on, ...children) => el("button", { type: "button", class: className, on }, children);

/** The heading of a screen: the focus goes to it when the screen appears. */
export const heading = (words) => el("h1", { tabindex: "-1" }, words);

function svg(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** The picture `name`, or `fallback` when there is none; it only repeats what the words say. */
export function picture(name, fallback = name) {
  const href = `#${document.getElementById(name) ? name : fallback}`;
  return svg("svg", { class: "picture", "aria-hidden": "true" }, svg("use", { href }));
}

/** A QR code as a drawing with a name. */
export function qrCode(code, label) {
  const attributes = { class: "qr", viewBox: `0 0 ${code.size} ${code.size}`, role: "img", "aria-label": label };
  return svg("svg", attributes, svg("path", { d: code.path }));
}
