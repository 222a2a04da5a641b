/*
 * Words of the floor's that the desk says in the language of the moment; what
 * is not here is a scenario's own, and is shown as it is.
 */
import { language, say, type Language } from "../i18n";
import { center } from "../state/floor";
import type { Choice } from "../api/types";

type Names = Record<string, Record<Language, string>>;

const STATES: Names = {
  "logged off": { en: "Logged off", zh: "未签入" },
  ready: { en: "Ready", zh: "就绪" },
  alerting: { en: "Ringing", zh: "振铃" },
  preview: { en: "Preview", zh: "预览" },
  dialing: { en: "Dialing", zh: "拨号中" },
  talking: { en: "Talking", zh: "通话中" },
  chatting: { en: "Chatting", zh: "会话中" },
  holding: { en: "Holding", zh: "保持中" },
  "wrap-up": { en: "Wrap-up", zh: "话后处理" },
  break: { en: "Break", zh: "小休" },
  "off-phone": { en: "Other work", zh: "其他工作" },
  rona: { en: "Not answered", zh: "无应答示忙" },
  aux: { en: "Not ready", zh: "示忙" },
  outage: { en: "Outage", zh: "故障" },
};

/* CSTA's connection states. */
const CONNECTIONS: Names = {
  null: { en: "over", zh: "已断开" },
  initiated: { en: "initiated", zh: "已发起" },
  alerting: { en: "alerting", zh: "振铃" },
  connected: { en: "connected", zh: "已接通" },
  hold: { en: "on hold", zh: "保持" },
  queued: { en: "queued", zh: "排队" },
  fail: { en: "failed", zh: "失败" },
};

const STAGES: Names = {
  prospect: { en: "prospect", zh: "潜在客户" },
  new: { en: "new", zh: "新客户" },
  active: { en: "active", zh: "活跃" },
  "at-risk": { en: "at risk", zh: "有流失风险" },
  dormant: { en: "dormant", zh: "沉睡" },
  lost: { en: "lost", zh: "已流失" },
};

const KINDS: Names = {
  request: { en: "request", zh: "咨询" },
  complaint: { en: "complaint", zh: "投诉" },
  activity: { en: "activity", zh: "活动" },
  "expense-claim": { en: "expense claim", zh: "费用申请" },
  "expense-reimbursement": { en: "reimbursement", zh: "费用报销" },
  satisfaction: { en: "satisfaction", zh: "满意度" },
};

const LANGUAGES: Names = {
  zh: { en: "Chinese", zh: "中文" },
  en: { en: "English", zh: "英语" },
};

const STEPS: Names = {
  arrived: { en: "arrived", zh: "呼入" },
  queued: { en: "queued", zh: "进入队列" },
  alerting: { en: "rang", zh: "振铃" },
  "no-answer": { en: "not answered", zh: "无人应答" },
  answered: { en: "answered", zh: "应答" },
  abandoned: { en: "hung up waiting", zh: "放弃等待" },
  overflowed: { en: "overflowed", zh: "溢出" },
  held: { en: "put on hold", zh: "保持" },
  retrieved: { en: "taken back", zh: "取回" },
  consulted: { en: "consult", zh: "咨询" },
  transferred: { en: "transferred", zh: "转接" },
  conferenced: { en: "conference", zh: "会议" },
  cleared: { en: "over", zh: "通话结束" },
  ended: { en: "over", zh: "联系结束" },
  parked: { en: "parked", zh: "停泊" },
  unparked: { en: "unparked", zh: "取回停泊" },
  disposed: { en: "outcome noted", zh: "已小结" },
  "calling-back": { en: "called back", zh: "回呼" },
  dialed: { en: "dialed", zh: "拨出" },
  reached: { en: "reached", zh: "接通" },
};

/* How a number's last attempt ended. */
const LAST: Names = {
  done: { en: "talked to", zh: "已接触" },
  "wrong-party": { en: "somebody else", zh: "非本人" },
  dropped: { en: "answered, nobody free", zh: "接通无座席" },
  "hung-up": { en: "hung up", zh: "客户挂断" },
  machine: { en: "answering machine", zh: "答录机" },
  busy: { en: "busy", zh: "占线" },
  "no-answer": { en: "no answer", zh: "无人接听" },
  sit: { en: "no such number", zh: "空号" },
  fax: { en: "fax", zh: "传真" },
  failure: { en: "network failure", zh: "线路故障" },
  skipped: { en: "skipped", zh: "被跳过" },
  callback: { en: "wanted a callback", zh: "约定回电" },
  "do-not-call": { en: "wants no calls", zh: "拒绝来电" },
};

const REASONS: Names = {
  break: { en: "Break", zh: "小休" },
  lunch: { en: "Lunch", zh: "午餐" },
  training: { en: "Training", zh: "培训" },
  meeting: { en: "Meeting", zh: "会议" },
  "link lost": { en: "connection lost", zh: "连接中断" },
};

const TIERS: Names = {
  black: { en: "black", zh: "黑卡" },
  platinum: { en: "platinum", zh: "白金" },
  gold: { en: "gold", zh: "金卡" },
  silver: { en: "silver", zh: "银卡" },
  vip: { en: "VIP", zh: "贵宾" },
};

const of = (names: Names) => (word: string) =>
  names[word]?.[language.value] ?? word;

export const stateName = of(STATES);
export const connectionName = of(CONNECTIONS);
export const stageName = of(STAGES);
/* What a scenario verifies, of the names that ours have; another is shown as it
 * is, without its hyphens. */
const FACTS: Names = {
  "full-name": { en: "full name", zh: "姓名" },
  birthday: { en: "birthday", zh: "出生日期" },
  "last-four": { en: "last four digits", zh: "后四位" },
  "pass-phrase": { en: "pass phrase", zh: "口令" },
  plate: { en: "number plate", zh: "车牌" },
  policy: { en: "policy number", zh: "保单号" },
  "service-code": { en: "service code", zh: "服务密码" },
  phone: { en: "telephone number", zh: "电话号码" },
};

export const factName = (fact: string) =>
  FACTS[fact]?.[language.value] ?? fact.replaceAll("-", " ");
export const kindName = of(KINDS);
export const languageName = of(LANGUAGES);
export const tierName = of(TIERS);
export const lastName = of(LAST);
export const stepName = (kind: string) => STEPS[kind]?.[language.value] ?? null;

/** The scenario's reasons for not being ready, or the usual ones. */
export const reasons = (): Choice[] =>
  center.value?.not_ready_reasons ??
  ["break", "lunch", "training", "meeting"].map((id) => ({
    id,
    text: REASONS[id] as Choice["text"],
  }));

export function reasonName(id: string) {
  const own = reasons().find((reason) => reason.id === id);

  return own ? say(own.text) : of(REASONS)(id);
}

export const dispositions = (): Choice[] => center.value?.dispositions ?? [];

export function dispositionName(id: string) {
  const own = dispositions().find((choice) => choice.id === id);

  return own ? say(own.text) : id;
}

export const queueChannel = (queue: string | null) =>
  center.value?.queues.find((q) => q.queue === queue)?.channel ?? "voice";
