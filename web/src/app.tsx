/* Which page is shown: by the address's part after #, and who is there. */
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { Top } from "./parts/Top";
import { SignIn } from "./pages/SignIn";
import { Waiting } from "./pages/Waiting";
import { Desk } from "./desk/Desk";
import { Wall } from "./wall/Wall";
import { Coach } from "./coach/Coach";
import { status } from "./state/floor";
import { isSupervisor, me, trying } from "./state/user";
import { Notices } from "./parts/Notices";
import { t } from "./words";

interface Page {
  page: ComponentType;
  supervisor: boolean;
}

const pages: Record<string, Page> = {
  desk: { page: Desk, supervisor: false },
  wall: { page: Wall, supervisor: false },
  coach: { page: Coach, supervisor: true },
};

/** "desk", of an address that ends in "#/desk?agent=1001". */
const place = () => location.hash.replace(/^#\/?/, "").split("?")[0] ?? "";

export const here = signal(place());
addEventListener("hashchange", () => (here.value = place()));

/** What stands after the ? of the address's hash. */
export const query = () =>
  new URLSearchParams(location.hash.split("?")[1] ?? "");

function Content() {
  const name = here.value || (isSupervisor() ? "coach" : "desk");
  const page = pages[name];

  if (!page) return <p role="alert">{t("nothing")}</p>;
  if (page.supervisor && !isSupervisor())
    return <p role="alert">{t("notYours")}</p>;
  return <page.page />;
}

export function App() {
  if (trying.value) return null;
  if (!me.value) return <SignIn />;
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        {t("skip")}
      </a>
      <Top here={here.value} />
      <main id="content" tabIndex={-1}>
        {status.value === "loading" || status.value === "failed" ? (
          <Waiting />
        ) : (
          <Content />
        )}
      </main>
      <Notices />
    </>
  );
}

function skip(event: Event) {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
