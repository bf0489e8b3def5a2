// Vietnamese numbers in and out: 1.234,5 is written, 1234.5 and 1,234.5 are read too, "-" alone did not arise.

/**
 * What a typed text means.
 * @typedef {{ status: "actual" | "estimate" | "not_arising" | "missing", text: string, valid: boolean }} Typed
 */

/** A dash alone says what a table in print says with it: nothing arose. */
const DASH = /^[-–—−]$/;
const NOT_ARISING = /^(kps|k p s|khong phat sinh)$/;
const ESTIMATE = /(?:^~)|(?:\(ước\)|ước)$/i;

/**
 * Reads what an officer typed or pasted.
 * @param {string} raw
 * @returns {Typed}
 */
export function read(raw) {
  const narrow = raw.replace(/[\uff0c-\uff0e\uff10-\uff19]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const text = narrow.normalize("NFC").replace(/[\u200b-\u200f\ufeff\u00ad]/g, "").replace(/[\u00a0\u202f]/g, " ").trim();
  const words = fold(text);
  if (text === "" || words === "thieu") return { status: "missing", text: "", valid: true };
  if (DASH.test(text) || NOT_ARISING.test(words)) return { status: "not_arising", text: "", valid: true };
  const bare = text.replace(/^~/, "").replace(/(?:\(ước\)|ước)$/i, "").trim();
  // Only the server knows whether the column takes shares: the sign goes along.
  const [, number, share] = /** @type {RegExpExecArray} */ (/^(.*?)\s*(%?)$/s.exec(bare));
  const written = write(number);
  return {
    status: ESTIMATE.test(text) ? "estimate" : "actual",
    text: written === null ? text : written + share,
    valid: written !== null,
  };
}

/** Lower case without accents, one space between words. @param {string} text */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
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
  const grouped = whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  const sign = canonical.startsWith("-") ? "-" : "";
  return sign + grouped + (fraction ? `,${fraction}` : "");
}

/**
 * Digits with at most one decimal point; the rules are those of the server (`amount.rs`).
 * @param {string} text
 * @returns {string | null}
 */
function canon(text) {
  const bare = text.replace(/\s+/g, "");
  const sign = /^[-–−]/.test(bare) ? "-" : "";
  const plain = sign ? bare.slice(1) : bare;
  const digits = isEnglish(plain) ? plain.replace(/[.,]/g, (each) => (each === "," ? "." : ",")) : plain;
  let at = digits.indexOf(",");
  if (at < 0) {
    const dot = digits.indexOf(".");
    const after = digits.length - dot - 1;
    // "1.234" is a thousand here; "1234.5" and "12.5" come from other programs; no thousands begin with a zero.
    if (dot >= 0 && dot === digits.lastIndexOf(".") && (after !== 3 || digits.startsWith("0"))) at = dot;
  }
  const whole = at < 0 ? digits : digits.slice(0, at);
  if (!/^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)$/.test(whole)) return null;
  if (at < 0) return sign + whole.replaceAll(".", "");
  const fraction = digits.slice(at + 1);
  return /^\d+$/.test(fraction) ? `${sign}${whole.replaceAll(".", "")}.${fraction}` : null;
}

/** Whether commas can only part thousands: "1,234.5", "1,234,567". @param {string} text */
function isEnglish(text) {
  const comma = text.indexOf(",");
  if (comma < 0) return false;
  const dot = text.lastIndexOf(".");
  if (dot < 0) return comma !== text.lastIndexOf(",");
  return comma < dot && dot === text.indexOf(".");
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
