// Vietnamese numbers in and out: 1.234,5 is written, 1234.5 and 1,234.5 are read too.

/**
 * What a typed text means.
 * @typedef {{ status: "actual" | "estimate" | "not_arising" | "missing", text: string, valid: boolean }} Typed
 */

const NOT_ARISING = /^(kps|k\.p\.s\.?|không phát sinh|khong phat sinh)$/i;
const MISSING = /^(|thiếu|thieu)$/i;

/**
 * Reads what an officer typed or pasted.
 * @param {string} raw
 * @returns {Typed}
 */
export function read(raw) {
  const narrow = raw.replace(/[\uff0c-\uff0e\uff10-\uff19]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const text = narrow.normalize("NFC").replace(/[\u00a0\u202f]/g, " ").trim();
  if (MISSING.test(text)) return { status: "missing", text: "", valid: true };
  if (NOT_ARISING.test(text)) return { status: "not_arising", text: "", valid: true };
  const estimate = /^~/.test(text) || /\(?ước\)?$/i.test(text);
  const bare = text.replace(/^~\s*/, "").replace(/\s*\(?ước\)?$/i, "").replace(/\s+/g, "").replace(/%$/, "");
  const written = write(bare);
  return {
    status: estimate ? "estimate" : "actual",
    text: written ?? text,
    valid: written !== null,
  };
}

/**
 * A number in Vietnamese form, or null when it is none.
 * @param {string} text
 * @returns {string | null}
 */
export function write(text) {
  const canonical = canon(text);
  if (canonical === null) return null;
  const [whole, fraction] = canonical.replace("-", "").split(".");
  const grouped = ((whole || "0").replace(/^0+(?=\d)/, "")).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  const sign = canonical.startsWith("-") ? "-" : "";
  return sign + grouped + (fraction ? `,${fraction}` : "");
}

/**
 * Digits with at most one decimal point.
 * @param {string} text
 * @returns {string | null}
 */
function canon(text) {
  const minus = text.replace("\u2212", "-");
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(minus)) return null;
  const comma = minus.lastIndexOf(",");
  const dot = minus.lastIndexOf(".");
  if (comma >= 0 && dot >= 0) {
    // The later separator is the decimal one.
    return comma > dot ? join(minus, ".", ",") : join(minus, ",", ".");
  }
  if (comma >= 0) return minus.indexOf(",") === comma ? minus.replace(",", ".") : join(minus, ",", ".");
  // "1.234" is a thousand here; "1234.5" and "12.5" come from other programs.
  if (/^-?\d{1,3}(\.\d{3})+$/.test(minus)) return minus.replaceAll(".", "");
  return minus.indexOf(".") === dot ? minus : null;
}

/**
 * @param {string} text
 * @param {string} thousands
 * @param {string} decimal
 * @returns {string | null}
 */
function join(text, thousands, decimal) {
  const plain = text.replaceAll(thousands, "").replace(decimal, ".");
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

/**
 * What the cell shows for a value and its status.
 * @param {string} text
 * @param {string} status
 */
export function show(text, status) {
  if (status === "not_arising") return "kps";
  if (status === "estimate" && text && !text.startsWith("~")) return `~${text}`;
  return text;
}
