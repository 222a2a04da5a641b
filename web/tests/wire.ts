/*
 * The line between a browser and the floor, which a test may cut: a relay in
 * front of the floor's port.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export class Wire {
  url = "";
  private cutOff = false;
  private readonly ends = new Set<Socket>();
  private readonly server = createServer((near) => this.join(near));

  private constructor(private readonly port: number) {}

  static async to(floor: string) {
    const wire = new Wire(Number(new URL(floor).port));

    await new Promise<void>((done) => wire.server.listen(0, "127.0.0.1", done));
    const { port } = wire.server.address() as AddressInfo;
    wire.url = `http://127.0.0.1:${port}`;
    return wire;
  }

  private join(near: Socket) {
    if (this.cutOff) return void near.destroy();
    const far = connect(this.port, "127.0.0.1");

    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        this.ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }

  /** Everything that is open breaks now. */
  cut() {
    for (const end of this.ends) end.destroy();
  }

  /** It breaks, and nothing comes through until mend(). */
  down() {
    this.cutOff = true;
    this.cut();
  }

  mend() {
    this.cutOff = false;
  }

  close() {
    this.cut();
    this.server.close();
  }
}
