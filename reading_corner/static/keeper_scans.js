// What a stock-take has seen, kept in this browser until the corner has taken it: codes of books, nothing else.
// A scan is on the disk before it counts; a part that is under way stays the same until it is taken.

const NAME = "stocktake";
const DURABLE = { durability: "strict" };

const answered = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("scans", { keyPath: "code" });
    request.result.createObjectStore("parts", { keyPath: "id" });
    request.result.createObjectStore("about");
  };
  return answered(request);
}

export class Scans {
  #database;

  static async open() {
    const scans = new Scans();
    scans.#database = await open();
    return scans;
  }

  /** Does the work on the three stores in one transaction; what it returns, once all of it is on the disk. */
  async #write(work) {
    const writing = this.#database.transaction(["scans", "parts", "about"], "readwrite", DURABLE);
    const ended = new Promise((done, fail) => {
      writing.oncomplete = done;
      writing.onabort = () => fail(writing.error);
    });
    const made = await work(...["scans", "parts", "about"].map((name) => writing.objectStore(name)));
    await ended;
    return made;
  }

  #all(store) {
    return answered(this.#database.transaction(store).objectStore(store).getAll());
  }

  about(key) {
    return answered(this.#database.transaction("about").objectStore("about").get(key));
  }

  keep(key, value) {
    return this.#write((_scans, _parts, about) => answered(about.put(value, key)));
  }

  /** Begins a stock-take: what was seen before is forgotten, what is to be sent is not. */
  begin(at) {
    return this.#write(async (scans, _parts, about) => {
      for (const scan of await answered(scans.getAll())) {
        if (scan.sent) scans.delete(scan.code);
      }
      await answered(about.put(at, "since"));
    });
  }

  add(code, at) {
    return this.#write(async (scans, _parts, about) => {
      if (!(await answered(about.get("since")))) about.put(at, "since");
      await answered(scans.put({ code, at, sent: false }));
    });
  }

  /** The codes that were seen since the stock-take began. */
  async seen() {
    const [scans, since] = [await this.#all("scans"), await this.about("since")];
    return scans.filter((scan) => scan.at >= since).map((scan) => scan.code);
  }

  async unsent() {
    const [scans, parts] = [await this.#all("scans"), await this.#all("parts")];
    return scans.filter((scan) => !scan.sent).length + parts.reduce((sum, part) => sum + part.seen.length, 0);
  }

  /** Makes parts of at most so many scans of what is in none, each under an id of its own; all parts that wait. */
  async parts(most, newId) {
    await this.#write(async (scans, parts) => {
      const loose = (await answered(scans.getAll())).filter((scan) => !scan.sent);
      for (let first = 0; first < loose.length; first += most) {
        const some = loose.slice(first, first + most);
        parts.put({ id: newId(), seen: some.map(({ code, at }) => ({ code, at })) });
        for (const scan of some) scans.put({ ...scan, sent: true });
      }
    });
    return this.#all("parts");
  }

  taken(part) {
    return this.#write((_scans, parts) => answered(parts.delete(part.id)));
  }
}
