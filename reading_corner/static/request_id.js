// The id of a write, by which the program knows it again.

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is not there without TLS
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
