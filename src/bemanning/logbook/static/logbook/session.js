// How long the logbook stays open: ten minutes without a touch, and not after signing out, in this tab or another.

export const IDLE = 10 * 60 * 1000; // milliseconds
const CHANNEL = "bemanning-logbook";

export class Session {
  /** @param {(idle: boolean) => Promise<void>} lock what to do when it is over, and whether it was quiet too long */
  constructor(lock) {
    this.lock = lock;
    this.open = false;
    this.touched = 0;
    /** @type {any} */
    this.timer = null;
    for (const name of ["pointerdown", "keydown", "input", "wheel"]) {
      addEventListener(name, () => this.touch(), { passive: true, capture: true });
    }
    // A laptop that slept does not count its timers.
    document.addEventListener("visibilitychange", () => this.check());
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", ({ data }) => data === "lock" && this.end());
    // After signing out, the back button must not bring back what was open.
    addEventListener("pageshow", (event) => event.persisted && this.end());
  }

  begin() {
    this.open = true;
    this.touch();
  }

  touch() {
    if (!this.open || Date.now() - this.touched < 1000) return;
    this.touched = Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), IDLE + 100);
  }

  check() {
    if (this.open && Date.now() - this.touched >= IDLE) this.end(true);
  }

  /** @param {boolean} [idle] */
  async end(idle = false) {
    if (!this.open) return;
    this.open = false;
    clearTimeout(this.timer);
    await this.lock(idle);
  }
}
