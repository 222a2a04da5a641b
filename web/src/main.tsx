import "@picocss/pico/css/pico.min.css";
import "./style.css";

import { render } from "preact";
import { App } from "./app";
import { language, speak } from "./i18n";
import { comeBack } from "./state/user";

speak(language.value);
void comeBack();
render(<App />, document.getElementById("app")!);
