/*
 * A running floor: the real program with a session of its own in a folder
 * that goes with it, people who may sign in, and its HTTP link.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const program = resolve(process.env.CALLFLOOR_PROGRAM ?? "../build/callfloor");

/** One of the scenarios, or lessons, that callfloor comes with. */
export const shipped = (name: string) =>
  resolve(process.env.CALLFLOOR_SCENARIOS ?? "../scenarios", name);

const usual = fileURLToPath(new URL("floor.yaml", import.meta.url));

export const SECRET = "open the floor";

export interface FloorOptions {
  /** A scenario's text, or the path of its file. */
  scenario?: string;
  /** Instead of a scenario: the path of a lesson's file. */
  lesson?: string;
  from?: string;
  speed?: number;
  seed?: number;
  /** So many agents besides, t1, t2, ...; their seats are 1011, 1012, ... */
  trainees?: number;
  /** Options of `callfloor live` besides. */
  more?: string[];
}

/** name: role, and the extension of an agent's own seat. */
const people: Record<string, string[]> = {
  ann: ["--role", "agent", "--agent", "1001"],
  bob: ["--role", "agent", "--agent", "1002"],
  sue: ["--role", "supervisor"],
  admin: ["--role", "admin"],
};

function addPeople(file: string, trainees: number) {
  const all = { ...people };

  for (let i = 1; i <= trainees; i++)
    all[`t${i}`] = ["--role", "agent", "--agent", String(1010 + i)];
  for (const [name, role] of Object.entries(all))
    execFileSync(
      program,
      ["live", "--add-user", name, ...role, "--users", file],
      { input: SECRET + "\n" },
    );
}

/** What the program plays: the arguments that name it. */
function played(options: FloorOptions, folder: string) {
  if (options.lesson) return ["--lesson", resolve(options.lesson)];
  const scenario = options.scenario ?? usual;
  if (!scenario.includes("\n")) return [resolve(scenario)];
  writeFileSync(join(folder, "floor.yaml"), scenario);
  return [join(folder, "floor.yaml")];
}

function args(options: FloorOptions, folder: string) {
  const list = ["live", ...played(options, folder)];

  if (!options.lesson) list.push("--from", options.from ?? "10:00");
  if (!options.lesson) list.push("--speed", String(options.speed ?? 1));
  if (options.seed !== undefined) list.push("--seed", String(options.seed));
  return [
    ...list,
    ...["--session", join(folder, "session")],
    ...["--users", join(folder, "users.yaml")],
    ...["--http", "127.0.0.1:0", "--stay"],
    ...(options.more ?? []),
  ];
}

export class Floor {
  url = "";
  private said = "";
  private tokens = new Map<string, string>();

  private constructor(
    private readonly process: ChildProcess,
    readonly folder: string,
  ) {}

  static async start(options: FloorOptions = {}) {
    const folder = mkdtempSync(join(tmpdir(), "callfloor-web-"));
    addPeople(join(folder, "users.yaml"), options.trainees ?? 0);
    const child = spawn(program, args(options, folder), {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const floor = new Floor(child, folder);

    await floor.listens();
    return floor;
  }

  /** Until it says where. */
  private listens() {
    return new Promise<void>((done, fail) => {
      const hear = (data: Buffer) => {
        this.said += data;
        const where = /^HTTP +(\S+:\d+)$/m.exec(this.said);
        if (where) done(void (this.url = `http://${where[1]}`));
      };

      this.process.stdout!.on("data", hear);
      this.process.stderr!.on("data", hear);
      this.process.on("exit", (code) =>
        fail(new Error(`${program}: exit ${code}\n${this.said}`)),
      );
    });
  }

  async stop() {
    const over = new Promise((done) => this.process.on("exit", done));

    if (this.process.exitCode === null && this.process.kill()) await over;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What it has printed. */
  log() {
    return this.said;
  }

  /** Signs in once; asked again, it is the same. */
  async token(user: string) {
    let token = this.tokens.get(user);

    if (!token) {
      token = await this.freshToken(user);
      this.tokens.set(user, token);
    }
    return token;
  }

  /** The floor tries only so many secrets a second. */
  async freshToken(user: string): Promise<string> {
    const response = await fetch(this.url + "/v1/sessions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user, secret: SECRET }),
    });
    const body = (await response.json()) as { token: string };

    if (response.status === 201) return body.token;
    if (response.status !== 429)
      throw new Error(`${user} cannot sign in: ${JSON.stringify(body)}`);
    await new Promise((done) => setTimeout(done, 1000));
    return this.freshToken(user);
  }

  async call(user: string, method: string, path: string, body?: object) {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${await this.token(user)}`,
        ...(body ? { "Content-Type": "application/json" } : {}),
      },
      body: body && JSON.stringify(body),
    });

    return {
      status: response.status,
      body: response.status === 204 ? null : await response.json(),
    };
  }

  /** Throws what the floor refused. */
  async ask(user: string, method: string, path: string, body?: object) {
    const got = await this.call(user, method, path, body);

    if (got.status >= 400)
      throw new Error(
        `${method} ${path} ${JSON.stringify(body)}: ${got.status} ` +
          JSON.stringify(got.body),
      );
    return got.body;
  }

  get(path: string, user = "sue") {
    return this.ask(user, "GET", path);
  }

  command(user: string, what: object) {
    return this.ask(user, "POST", "/v1/commands", what);
  }

  /** {paused}, {speed}, {step} or {step_to}, in seconds. */
  clock(what: object) {
    return this.ask("sue", "POST", "/v1/clock", what);
  }
}
