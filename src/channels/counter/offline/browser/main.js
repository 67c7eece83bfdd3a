import { readPage, putPage, stepsOf, firstOpenStep, problemsOf, askedOf, prefillOf, rawOf, itemsOf, dropItem, callOf, nextStep, valuesOf } from "../../../../form/index.ts";
import { compile } from "../../../../rules/index.ts";
import { questionsView } from "../../../questions/index.ts";
import { messagesOf, translator } from "../../../../platform/i18n/index.ts";
import { html, button } from "../../../components/index.ts";
