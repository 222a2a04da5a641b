/* No call: what waits in the queues that the agent serves. */
import { useEffect, useState } from "preact/hooks";
import type { Member } from "../api/types";
import { keepCounts, queues, version } from "../state/floor";
import { length } from "../state/time";
import { act } from "./act";
import { Button } from "./Button";
import { Panel } from "./Panel";
import { PassForm } from "./PassForm";
import { detailOfSeat, watching } from "./seat";
import { may, type Situation } from "./situation";
import { t } from "./words";

function Row({ member }: { member: Member }) {
  const queue = queues.get(member.queue);
  const level = queue?.service_level;

  return (
    <tr>
      <th scope="row">
        {member.queue}{" "}
        {member.paused && <span class="badge">{t("paused")}</span>}
      </th>
      <td class="number">{queue?.waiting ?? "–"}</td>
      <td class="number">{queue ? length(queue.longest_wait) : "–"}</td>
      <td class="number">
        {level == null ? "–" : `${Math.round(level * 100)} %`}
      </td>
    </tr>
  );
}

export function MyQueues() {
  const members = detailOfSeat()?.value.value?.queues;

  version.value;
  useEffect(keepCounts, []);
  return (
    <Panel id="queues" title={t("myQueues")}>
      {!members && <p aria-busy="true" class="empty" />}
      {members?.length === 0 && <p class="empty">{t("noQueues")}</p>}
      {members && members.length > 0 && <Rows members={members} />}
    </Panel>
  );
}

function Rows({ members }: { members: Member[] }) {
  return (
    <table class="dense">
      <thead>
        <tr>
          <th scope="col">{t("queue")}</th>
          <th scope="col" class="number">
            {t("waits")}
          </th>
          <th scope="col" class="number">
            {t("longest")}
          </th>
          <th scope="col" class="number">
            {t("level")}
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <Row key={member.queue} member={member} />
        ))}
      </tbody>
    </table>
  );
}

const SAYS: Partial<Record<Situation, "idleReady" | "idleOff">> = {
  ready: "idleReady",
  "logged-off": "idleOff",
};

function CallOut() {
  const [open, setOpen] = useState(false);

  return open ? (
    <PassForm
      title={t("callOut")}
      outside
      onTo={(to) => {
        setOpen(false);
        void act("originate", { to });
      }}
      onNever={() => setOpen(false)}
    />
  ) : (
    <Button icon="dial" onClick={() => setOpen(true)}>
      {t("callOut")}
    </Button>
  );
}

export function Idle({ situation }: { situation: Situation }) {
  return (
    <>
      <p class="empty">{t(SAYS[situation] ?? "idleNotReady")}</p>
      {!watching.value && may(situation, "originate") && (
        <div class="row">
          <CallOut />
        </div>
      )}
    </>
  );
}
