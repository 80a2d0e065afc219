/* eslint-disable */
// Written by scripts/generate_wire from the server's structs. Do not edit: run it again.
//
// A field with `?` is left out when it has its default ("" or 0 or empty unless said otherwise).
// Nothing is ever null.

export type Role =
  | "admin"
  | "chair"
  | "moderator"
  | "assistant"
  | "secretary_lead"
  | "secretary"
  | "technician"
  | "agency"
  | "point"
  | "delegate"
  | "viewer"
  | "hall";

export interface AcknowledgeCue {
  type: "AcknowledgeCue";
  /** At most 64 characters. */
  cue: string;
}

/** Đã nhận: by the point it is for, or by the desk for what a point has sent. */
export interface AcknowledgeNotice {
  type: "AcknowledgeNotice";
  /** At most 64 characters. */
  notice: string;
}

/**
 * An agency as it was from `since` up to and with `until` ("": always, still). `rank` is its
 * place in the roster (*thứ bậc*), lowest first. `into`: who does its work since.
 */
export interface Agency {
  /** At most 64 characters. */
  id: string;
  /** At most 300 characters. */
  name: string;
  /** At most 300 characters. */
  short?: string;
  /** Default "province". */
  level?: Level;
  /** 0 to 100000. */
  rank?: number;
  since?: string;
  until?: string;
  into?: readonly string[];
}

/**
 * What is known of an agency besides its name: the short mark it is called by ("SXD"), the
 * fields that it leads (codes), and where its letters go.
 */
export interface AgencyCard {
  /** At most 300 characters. */
  name: string;
  /** At most 300 characters. */
  code?: string;
  fields?: readonly string[];
  /** At most 300 characters. */
  address?: string;
}

export interface AgendaItem {
  /** At most 64 characters. */
  id: string;
  /** At most 300 characters. */
  title: string;
  /** Default "other". */
  section?: Section;
  /** At most 300 characters. */
  responsible?: string;
}

export type Agreement =
  | "same"
  | "differs"
  | "missing";

/** Cho phép ghi âm: from now sound of whoever has the floor is kept and recognised. */
export interface AllowRecording {
  type: "AllowRecording";
}

/** *Trả lời*, the first axis of status (domain.md §6.3). */
export type Answer =
  | "none"
  | "here"
  | "written"
  | "partly"
  | "outside";

/**
 * Trả lời tại hội nghị, or in writing (`paper`). `turn` is where; absent: the reply that was
 * given to the opinion's own turn. `answerer` is for answers without a turn. A `promise` or a day
 * keeps the row open.
 */
export interface AnswerOpinion {
  type: "AnswerOpinion";
  /** At most 64 characters. */
  opinion: string;
  answer: Answer;
  /** At most 64 characters. */
  turn?: string;
  /** At most 8000 characters. */
  text?: string;
  /** At most 8000 characters. */
  promise?: string;
  resolve_by?: string;
  paper?: Paper;
  answerer?: Person;
  resolve_term?: DayCount;
  version?: number;
}

export interface ApproveRequest {
  type: "ApproveRequest";
  /** At most 64 characters. */
  request: string;
}

/** Đề nghị gia hạn: that the deadline `of` becomes `until`. */
export interface AskMoreTime {
  type: "AskMoreTime";
  /** At most 64 characters. */
  opinion: string;
  version: number;
  of: Deadline;
  until: string;
  /** At most 8000 characters. */
  reason: string;
}

/** Giao xử lý. A term says the day by itself; a day given beside it is not looked at. */
export interface AssignOpinion {
  type: "AssignOpinion";
  /** At most 64 characters. */
  opinion: string;
  /** At most 300 characters. */
  lead: string;
  coordinating?: readonly string[];
  answer_by?: string;
  resolve_by?: string;
  answer_term?: DayCount;
  resolve_term?: DayCount;
  version?: number;
}

/** By the head of the secretaries. `to` "": nobody's again. */
export interface AssignTurn {
  type: "AssignTurn";
  /** At most 64 characters. */
  turn: string;
  /** At most 64 characters. */
  to?: string;
}

/** A file of the document was stored under its digest. */
export interface AttachFile {
  type: "AttachFile";
  document: DocumentKind;
  sha256: string;
  size: number;
  /** At most 300 characters. */
  name?: string;
}

/**
 * The dialogue's end, and what one turn takes with its share of replies (ms): so many turns are
 * left as `each` fits into the time until then. `close`: the list closes by itself.
 */
export interface BudgetView {
  until: number;
  each: number;
  close?: boolean;
}

/** `off` are days off besides weekends and FIXED; `worked` are days worked whatever they are. */
export interface Calendar {
  off?: readonly string[];
  worked?: readonly string[];
}

/**
 * Mời phát biểu. `request` "" calls the first in the order. `count` is how many turns there
 * were when the caller looked: of two who call at once, or of one who presses twice, the second
 * is refused.
 */
export interface CallSpeaker {
  type: "CallSpeaker";
  /** At most 64 characters. */
  request?: string;
  count?: number;
}

export interface CancelWithdrawal {
  type: "CancelWithdrawal";
  /** At most 64 characters. */
  withdrawal: string;
}

/**
 * Always whole, so that no client needs to know the defaults. `delay` in milliseconds. A word
 * is shown when `look_ahead` later words confirm it, or its sentence ends. `text` is what stands
 * there while the gate says replace.
 */
export interface CaptionFlow {
  /** Default "flow". */
  gate?: Gate;
  text?: string;
  delay?: number;
  /** Default 2. */
  look_ahead?: number;
}

/** What points, delegates, viewers and the hall read of what is said (day.md D1). */
export type Captions =
  | "off"
  | "live"
  | "verified";

/**
 * What the hall reads now: two lines at most, of the turn that speaks. They were put there `at`
 * (0: there are none), by which a point tells how late they come.
 */
export interface CaptionsView {
  turn?: string;
  lines?: readonly string[];
  at?: number;
}

/** A row of an earlier conference, as it stands today. `code` is the one it had there. */
export interface Carried {
  /** At most 300 characters. */
  code: string;
  /** At most 8000 characters. */
  text?: string;
  /** At most 8000 characters. */
  summary?: string;
  speaker?: Person;
  /** At most 300 characters. */
  field?: string;
  authority?: Level;
  kind?: OpinionKind;
  /** At most 300 characters. */
  lead?: string;
  coordinating?: readonly string[];
  answer_by?: string;
  resolve_by?: string;
  /** Default "none". */
  answer?: Answer;
  /** At most 8000 characters. */
  answer_text?: string;
  /** At most 8000 characters. */
  promise?: string;
  /** Default "noted". */
  result?: Result;
  /** At most 8000 characters. */
  outcome?: string;
  /** At most 300 characters. */
  forwarded_to?: string;
  contact?: Contact;
}

/**
 * Kỳ trước chuyển sang. What was carried over already stays as it is. A deadline may have
 * passed, but must be a day.
 */
export interface CarryOver {
  type: "CarryOver";
  /** At most 64 characters. */
  conference: string;
  rows: readonly Carried[];
  /** At most 300 characters. */
  title?: string;
}

export type Cause =
  | "unsure"
  | "number"
  | "money"
  | "date"
  | "name"
  | "negation";

/** Chủ trì phát biểu: the running turn and its clock stand until the chair has ended. */
export interface ChairSpeaks {
  type: "ChairSpeaks";
  /** At most 64 characters. */
  point: string;
  speaker?: Person;
}

/**
 * Words `start`…`end` (exclusive) of a segment read `text`, by `rule`. `start == end`: a mark
 * that was put before word `start`. `suggested`: lighter on the screen until somebody looked.
 */
export type Change = readonly [number, number, string, string, boolean?];

/** What each point walks through in a trial, *Chạy thử* (day.md D11). */
export type Check =
  | "hand"
  | "call"
  | "microphone"
  | "chime"
  | "message";

/**
 * Điểm danh: how many delegates sit at `point`. `note` gives the reason for absences, of which
 * `excused` have one; `invited` corrects the plan's number.
 */
export interface CheckIn {
  type: "CheckIn";
  /** At most 64 characters. */
  point: string;
  /** 0 to 100000. */
  present: number;
  /** At most 300 characters. */
  note?: string;
  /** 0 to 100000. */
  invited?: number;
  /** 0 to 100000. */
  excused?: number;
}

export interface CloseConference {
  type: "CloseConference";
}

/** Nobody else may register. Those who wait go on waiting. */
export interface CloseQueue {
  type: "CloseQueue";
}

export interface ConclusionPointView {
  id: string;
  title: string;
  text: string;
  version: number;
  tasks?: readonly Task[];
  issuers?: readonly Issuer[];
  opinions?: readonly string[];
}

/**
 * `arranged` is the version of `order`; `excluded` gives the reason for each opinion that is
 * left out. `printed` counts copies by what was printed.
 */
export interface ConclusionView {
  points: Readonly<Record<string, ConclusionPointView>>;
  order: readonly string[];
  arranged?: number;
  excluded?: Readonly<Record<string, string>>;
  documents?: Readonly<Record<string, DocumentView>>;
  printed?: Readonly<Record<string, number>>;
}

/**
 * `fields` maps code to name. `opened_at` 0 means not yet; `zone` is the
 * hall's offset from UTC in minutes. `keep`: its recordings are not removed when they are old.
 */
export interface ConferenceView {
  title: string;
  kind: Kind;
  level: Level;
  stage: Stage;
  recording: boolean;
  captions: Captions;
  hall: Hall;
  name_plate: boolean;
  rules: Rules;
  agenda: readonly AgendaItem[];
  fields: Readonly<Record<string, string>>;
  agencies: readonly string[];
  chairs: readonly Person[];
  moderator: Person;
  zone: number;
  caption_flow: CaptionFlow;
  short_title?: string;
  place?: string;
  date?: string;
  item?: string;
  opened_at?: number;
  closed_at?: number;
  host?: string;
  keep?: boolean;
}

/** By somebody else than who asked. There is no way back. */
export interface ConfirmWithdrawal {
  type: "ConfirmWithdrawal";
  /** At most 64 characters. */
  withdrawal: string;
}

/**
 * Words `start`…`end` (exclusive; 0: to the last) of the text were `heard` again, or are right
 * without it.
 */
export interface ConfirmWords {
  type: "ConfirmWords";
  /** At most 64 characters. */
  segment: string;
  version: number;
  start?: number;
  end?: number;
  heard?: boolean;
}

/**
 * Where a petitioner gets the answer. Personal data: it stands in no view, no history, no
 * register and on no paper but the letter that is sent there.
 */
export interface Contact {
  /** At most 300 characters. */
  address?: string;
  /** At most 40 characters. */
  phone?: string;
}

/** Đính chính: a row of the frozen list is changed, and says why. */
export interface CorrectOpinion {
  type: "CorrectOpinion";
  /** At most 8000 characters. */
  reason: string;
  change: ReviseOpinion;
}

/** Đính chính a locked segment. What was locked stays beside it. */
export interface CorrectSegment {
  type: "CorrectSegment";
  /** At most 64 characters. */
  segment: string;
  version: number;
  /** At most 8000 characters. */
  text: string;
  /** At most 8000 characters. */
  reason: string;
}

/** A wrong name is put right on screen, transcript, opinions and papers in one act (D3). */
export interface CorrectSpeaker {
  type: "CorrectSpeaker";
  /** At most 64 characters. */
  turn: string;
  speaker: Person;
}

/** Cùng kiến nghị. */
export interface CosignerView {
  id: string;
  no: number;
  point: string;
  place: string;
  speaker: Person;
}

/** *Cách tính hạn*. */
export type Counting =
  | "days"
  | "working";

/**
 * Who is connected and not a point: counts only (house.md, Presence). `readiness` is what
 * points report of themselves; `open` are points that stay loud without the floor.
 */
export interface Crowd {
  delegates?: number;
  viewers?: number;
  readiness?: Readonly<Record<string, Readiness>>;
  open?: readonly string[];
}

/** `done_at` 0 until it is acknowledged, by `done_by`. */
export interface Cue {
  id: string;
  show: string;
  prepare: string;
  at: number;
  by: string;
  done_at?: number;
  done_by?: string;
}

/**
 * The latest cues. `show` and `prepare` are what the floor says now: whose picture is wanted,
 * and whose next.
 */
export interface CuesView {
  cues: Readonly<Record<string, Cue>>;
  order: readonly string[];
  show?: string;
  prepare?: string;
}

/** So many days after the conference's day, which itself does not count. */
export interface DayCount {
  /** 1 to 2000. */
  days: number;
  /** Default "working". */
  counting?: Counting;
}

/** Which of a row's two promises. */
export type Deadline =
  | "answer"
  | "resolve";

/** Xác nhận or đồng ý; else a `reason` says why not. */
export interface DecidePlea {
  type: "DecidePlea";
  /** At most 64 characters. */
  opinion: string;
  version: number;
  plea: Plea;
  agreed: boolean;
  /** At most 8000 characters. */
  reason?: string;
}

export interface DeclineRequest {
  type: "DeclineRequest";
  /** At most 64 characters. */
  request: string;
}

/** Somebody invited, who sits at `point` ("" if that is not known). */
export interface Delegate {
  /** At most 300 characters. */
  name?: string;
  /** At most 300 characters. */
  title?: string;
  /** At most 300 characters. */
  unit?: string;
  /** At most 300 characters. */
  address?: string;
  /** At most 300 characters. */
  point?: string;
}

/** *Việc còn lại*, and who does it. */
export interface DeskView {
  seats: SeatsView;
  unverified: UnverifiedView;
  unfinished: UnfinishedView;
}

export type Difference =
  | "lead"
  | "due";

/** Không ghi nhận ý kiến của lượt này, because of `reason`. */
export interface DismissDraft {
  type: "DismissDraft";
  /** At most 64 characters. */
  turn: string;
  /** At most 8000 characters. */
  reason: string;
}

/** What becomes of a speech that no reply answered. */
export type Disposal =
  | "written"
  | "assigned"
  | "noted";

/** No reply is awaited any more for `turns`; `note` may name the agency, or the reason. */
export interface DisposeAnswers {
  type: "DisposeAnswers";
  turns: readonly string[];
  how: Disposal;
  /** At most 300 characters. */
  note?: string;
}

export interface Disposed {
  /** At most 64 characters. */
  request: string;
  how: Disposition;
}

/** What becomes of a request that the dialogue had no time for. */
export type Disposition =
  | "written"
  | "later"
  | "lowered"
  | "carried";

/** Chuyển đơn: a request, or a turn at the microphone together with its request. */
export interface DivertRequest {
  type: "DivertRequest";
  matter: Matter;
  /** At most 64 characters. */
  request?: string;
  /** At most 64 characters. */
  turn?: string;
}

/** The papers that somebody signs. The annexes go with their notice. */
export type DocumentKind =
  | "minutes"
  | "notice_party"
  | "notice_state";

export type DocumentStage =
  | "draft"
  | "submitted"
  | "signed"
  | "issued";

/**
 * `draft` is the latest one's number, `at` and `by` when and who made it. `changed`: what is
 * there now is not what it was made from. `returned` is why it came back from the signer.
 */
export interface DocumentView {
  stage: DocumentStage;
  draft: number;
  at: number;
  by: string;
  changed?: boolean;
  files?: readonly PaperFile[];
  signer?: string;
  number?: string;
  day?: string;
  returned?: string;
}

/** Words `start`…`end` (exclusive) of a segment's text, split at white space, and why. */
export type Doubt = readonly [number, number, Cause];

/** A new draft, of what is there now. */
export interface DraftDocument {
  type: "DraftDocument";
  document: DocumentKind;
}

/** Hiệu đính. `version` is the one the editor saw: another one since then is refused. */
export interface EditSegment {
  type: "EditSegment";
  /** At most 64 characters. */
  segment: string;
  version: number;
  /** At most 8000 characters. */
  text: string;
}

/**
 * Kết thúc đối thoại: the list closes, and every open request is settled: those of `others` as
 * it says, all the rest in one way. Texts may follow until `written_until` (0: any time).
 */
export interface EndDialogue {
  type: "EndDialogue";
  /** Default "written". */
  rest?: Disposition;
  others?: readonly Disposed[];
  /** 0 to 9007199254740992. */
  written_until?: number;
}

/** End a turn, or take back a call: then the request regains its place. */
export interface EndFloor {
  type: "EndFloor";
  /** At most 64 characters. */
  turn: string;
}

/** The conclusion does not touch this opinion, for a reason that stands in the record. */
export interface ExcludeOpinion {
  type: "ExcludeOpinion";
  /** At most 64 characters. */
  opinion: string;
  /** At most 8000 characters. */
  reason: string;
}

export interface ExtendFloor {
  type: "ExtendFloor";
  /** At most 64 characters. */
  turn: string;
  /** 0 to 21600. */
  seconds: number;
}

export interface Feedback {
  verdict: Verdict;
  at: number;
  text?: string;
}

/**
 * *Lĩnh vực*. `committee`: the people's council's committee whose matter it is, as reports
 * roll fields up (domain.md §6.2); "" where nobody said.
 */
export interface Field {
  /** At most 64 characters. */
  code: string;
  /** At most 300 characters. */
  name: string;
  /** At most 300 characters. */
  committee?: string;
}

/**
 * Opinions of one field ("" not classified yet) by deciding level ("" likewise). `answered` in
 * full, `partly` not.
 */
export interface FieldCounts {
  field: string;
  levels: Readonly<Record<string, number>>;
  total: number;
  answered: number;
  partly: number;
}

/**
 * What was held without this service, as a report tells it: `conferences` of one kind together.
 * Opinions answered here, in writing, forwarded; resolved of them all.
 */
export interface Figures {
  /** Default 1. 1 to 100000. */
  conferences?: number;
  /** 0 to 10000000. */
  attended?: number;
  /** 0 to 10000000. */
  points?: number;
  /** 0 to 10000000. */
  turns?: number;
  /** 0 to 10000000. */
  opinions?: number;
  /** 0 to 10000000. */
  answered_here?: number;
  /** 0 to 10000000. */
  answered_written?: number;
  /** 0 to 10000000. */
  forwarded?: number;
  /** 0 to 10000000. */
  resolved?: number;
}

/**
 * About `opinion`, or the `task`-th task (from 0) of `point`, or both. `given` are the dates of
 * the opinion that are not `due`.
 */
export interface Finding {
  kind: FindingKind;
  opinion?: string;
  point?: string;
  task?: number;
  due?: string;
  given?: readonly string[];
}

export type FindingKind =
  | "dates"
  | "no_task"
  | "no_due"
  | "no_lead"
  | "unanswered";

/**
 * Staff see the latest turns, others only those that live. `count` is of all turns.
 * `unanswered` are speeches that await a reply, or somebody's word that none will come. `slips`
 * (*phiếu nhắc*) lie on the table: about those on the floor, next, or not answered yet.
 */
export interface FloorView {
  turns: Readonly<Record<string, TurnView>>;
  order: readonly string[];
  coming: readonly string[];
  suspended: readonly string[];
  count: number;
  speaking?: string;
  unanswered?: readonly string[];
  slips?: Readonly<Record<string, Slip>>;
}

export interface ForbidRecording {
  type: "ForbidRecording";
  /** At most 8000 characters. */
  reason?: string;
}

/** How people met: in one hall, at points only, or both. */
export type Form =
  | "direct"
  | "online"
  | "hybrid";

/** Chuyển cấp có thẩm quyền: `paper` is the petition sent, due `by` until it is. */
export interface ForwardOpinion {
  type: "ForwardOpinion";
  /** At most 64 characters. */
  opinion: string;
  /** At most 300 characters. */
  to: string;
  paper?: Paper;
  by?: string;
  version?: number;
}

/**
 * Chốt danh mục ý kiến: list and numbers are fixed; what comes later is *bổ sung*. `count` is
 * how many rows were seen.
 */
export interface FreezeRegister {
  type: "FreezeRegister";
  count: number;
}

/** *Chốt danh mục ý kiến*: when, by whom, and how many rows there were (D21). */
export interface Frozen {
  at: number;
  by: string;
  count: number;
}

export type Gate =
  | "flow"
  | "hold"
  | "blank"
  | "replace";

/** Giữ / Xóa / Thay dòng phụ đề. Points, delegates and viewers see the same as the hall. */
export interface GateCaptions {
  type: "GateCaptions";
  gate: Gate;
  /** At most 300 characters. */
  text?: string;
}

/** Đúng ý, or Đề nghị sửa with what is to be put right: by the point that the opinion is of. */
export interface GiveFeedback {
  type: "GiveFeedback";
  /** At most 64 characters. */
  opinion: string;
  version: number;
  verdict: Verdict;
  /** At most 8000 characters. */
  text?: string;
}

export interface GoToItem {
  type: "GoToItem";
  /** At most 64 characters. */
  item: string;
}

/** What the big screen shows (day.md D3); only people change it. */
export type Hall =
  | "auto"
  | "title"
  | "break"
  | "off";

/** For a request or for a turn, one of them. Again: a new text in its place. */
export interface HandInSpeech {
  type: "HandInSpeech";
  /** At most 40000 characters. */
  text: string;
  /** At most 64 characters. */
  request?: string;
  /** At most 64 characters. */
  turn?: string;
}

/** Bàn giao one's own turn. */
export interface HandOverTurn {
  type: "HandOverTurn";
  /** At most 64 characters. */
  turn: string;
  /** At most 64 characters. */
  to: string;
}

/**
 * One row of a list that was collected before. `source` is where it stood; `answer` was written
 * beforehand.
 */
export interface Handed {
  /** At most 8000 characters. */
  text: string;
  speaker?: Person;
  /** At most 64 characters. */
  point?: string;
  /** At most 8000 characters. */
  summary?: string;
  /** At most 300 characters. */
  field?: string;
  authority?: Level;
  kind?: OpinionKind;
  /** At most 300 characters. */
  lead?: string;
  coordinating?: readonly string[];
  /** At most 8000 characters. */
  answer?: string;
  /** At most 300 characters. */
  source?: string;
  contact?: Contact;
}

/** What becomes of words heard in a turn that should not have been. */
export type Heard =
  | "keep"
  | "withdraw"
  | "leave";

/**
 * An order as it was said, from segment `segment` on. Where the draft has it, `task` is which
 * task (from 0) of `point`, and `differs` says in what.
 */
export interface HeardOrder {
  segment: string;
  agency: string;
  action: string;
  agreement: Agreement;
  due?: string;
  point?: string;
  task?: number;
  differs?: readonly Difference[];
}

/**
 * Mời sau: out of the order, not out of the list. Somebody who is called and does not answer
 * may be held too; then the call is taken back.
 */
export interface HoldRequest {
  type: "HoldRequest";
  /** At most 64 characters. */
  request: string;
}

/** Opinions collected beforehand, all of them or none. */
export interface ImportOpinions {
  type: "ImportOpinions";
  rows: readonly Handed[];
  /** Default "collected". */
  origin?: Origin;
}

/** The exclusion is taken back. */
export interface IncludeOpinion {
  type: "IncludeOpinion";
  /** At most 64 characters. */
  opinion: string;
}

/** Somebody typed in at a place of the order. */
export interface InsertRequest {
  type: "InsertRequest";
  /** At most 64 characters. */
  point: string;
  version: number;
  /** At most 64 characters. */
  before?: string;
  speaker?: Person;
  /** At most 300 characters. */
  topic?: string;
  /** At most 300 characters. */
  field?: string;
  /** Default "opinion". */
  kind?: RequestKind;
  answers?: readonly string[];
}

/**
 * Mời nhanh: the floor at once, with or without a request; the name may follow later, and is
 * the request's unless another is given. A running turn is suspended beneath. `source` "" takes
 * the point's own setting.
 */
export interface InviteNow {
  type: "InviteNow";
  /** At most 64 characters. */
  point: string;
  /** Default "speech". */
  kind?: TurnKind;
  speaker?: Person;
  /** At most 64 characters. */
  item?: string;
  answers?: readonly string[];
  /** At most 64 characters. */
  source?: string;
  /** At most 64 characters. */
  request?: string;
}

/** Ban hành: `number` and `day` as the registry office gave them. */
export interface IssueConclusion {
  type: "IssueConclusion";
  document: DocumentKind;
  /** At most 300 characters. */
  number: string;
  day: string;
}

/** Whose notice a point stands in: the conference has two heads (day.md D23). */
export type Issuer =
  | "party"
  | "state";

/** The conference's two heads: each issues papers in its own form. */
export interface IssuingBodies {
  party?: IssuingBody;
  state?: IssuingBody;
}

/**
 * A body that issues papers (day.md D23); "" is what nobody said, and prints as a gap.
 * `profile` is the form of its papers ("" its side's own), `parent` the body above it, `name` as
 * it stands in the heading, `symbol` its part of a number ("UBND", "VPTU"), `place` stands before
 * the date, `authority` above the signature ("TM. ỦY BAN NHÂN DÂN"), `keeper` is who files it.
 * `old_tones`: the office writes "uỷ, hoà" where others write "ủy, hòa".
 */
export interface IssuingBody {
  profile?: string;
  /** At most 300 characters. */
  parent?: string;
  /** At most 300 characters. */
  name?: string;
  /** At most 300 characters. */
  symbol?: string;
  /** At most 300 characters. */
  place?: string;
  /** At most 300 characters. */
  authority?: string;
  recipients?: readonly string[];
  /** At most 300 characters. */
  keeper?: string;
  old_tones?: boolean;
}

/** Giữ lại: the recordings of this conference are not removed when they are old (D15). */
export interface KeepRecordings {
  type: "KeepRecordings";
  /** Default true. */
  keep?: boolean;
}

/** Keep the sound of a turn, or `keep` it no longer. */
export interface KeepTurn {
  type: "KeepTurn";
  /** At most 64 characters. */
  turn: string;
  /** Default true. */
  keep?: boolean;
}

export type Kind =
  | "real"
  | "rehearsal";

/** Whose turns it had keeps them until somebody takes them over. */
export interface LeaveSeat {
  type: "LeaveSeat";
}

/** Deciding levels, lowest first; `other` is outside the ladder (tax, insurance, courts…). */
export type Level =
  | "commune"
  | "district"
  | "province"
  | "central"
  | "other";

/** *Kết nối phần mềm*: our socket only. It says nothing of picture and sound (day.md D4). */
export type Link =
  | "never"
  | "here"
  | "lost";

/** Chốt: each must be verified. What is locked already stays so. */
export interface LockSegments {
  type: "LockSegments";
  segments: readonly string[];
}

/** Chốt everything that was said in a turn; what is understood of it later is not locked. */
export interface LockTurn {
  type: "LockTurn";
  /** At most 64 characters. */
  turn: string;
}

/** A number in the register for a denunciation that was handed in. */
export interface LogDenunciation {
  type: "LogDenunciation";
}

/**
 * Ghi nhận ý kiến: from segments of one turn, from a turn as it stands, or typed (`text`) for
 * somebody at `point` without a turn. `origin` None: as the turn tells, in writing without one.
 */
export interface LogOpinion {
  type: "LogOpinion";
  /** At most 64 characters. */
  turn?: string;
  segments?: readonly string[];
  /** At most 8000 characters. */
  text?: string;
  /** At most 64 characters. */
  point?: string;
  speaker?: Person;
  /** At most 8000 characters. */
  summary?: string;
  /** At most 300 characters. */
  field?: string;
  authority?: Level;
  kind?: OpinionKind;
  origin?: Origin;
  secondary?: readonly string[];
  petitioners?: readonly Petitioner[];
  contact?: Contact;
}

export interface LowerHand {
  type: "LowerHand";
  /** At most 64 characters. */
  request: string;
}

/** A check of the trial was passed, or has to be done again. */
export interface MarkCheck {
  type: "MarkCheck";
  /** At most 64 characters. */
  point: string;
  check: Check;
  /** Default true. */
  passed?: boolean;
}

/** What has its own procedure, and no place in the register (domain.md §3.3). */
export type Matter =
  | "complaint"
  | "denunciation";

/**
 * An entry of the programme. `day` may be "" while only the `month` ("2026-05") is known.
 * `conference` is the room in which it was held here; `figures` are of one that was not.
 */
export interface Meeting {
  /** At most 64 characters. */
  id: string;
  /** At most 300 characters. */
  title: string;
  month: string;
  day?: string;
  /** At most 300 characters. */
  place?: string;
  /** At most 8000 characters. */
  content?: string;
  /** At most 300 characters. */
  audience?: string;
  /** At most 300 characters. */
  host?: string;
  /** Default "province". */
  level?: Level;
  /** Default "regular". */
  occasion?: Occasion;
  /** Default "direct". */
  form?: Form;
  /** At most 64 characters. */
  conference?: string;
  figures?: Figures;
}

/**
 * The work of `old` is done by `new` from the day `on`. What of it is still open in the
 * register is re-assigned conference by conference.
 */
export interface MergeAgencies {
  type: "MergeAgencies";
  old: readonly string[];
  /** At most 64 characters. */
  new: string;
  on: string;
}

/** Gộp ý kiến trùng: `opinions` stand behind `into`. All keep their words. */
export interface MergeOpinions {
  type: "MergeOpinions";
  /** At most 64 characters. */
  into: string;
  version: number;
  opinions: readonly string[];
}

/** Gộp: `requests` ask the same as `into` and stand behind it as co-signers. */
export interface MergeRequests {
  type: "MergeRequests";
  /** At most 64 characters. */
  into: string;
  requests: readonly string[];
}

/** Gộp a segment with the `next` one of its turn. */
export interface MergeSegments {
  type: "MergeSegments";
  /** At most 64 characters. */
  segment: string;
  version: number;
  /** At most 64 characters. */
  next: string;
  next_version: number;
}

/**
 * What concerns one client alone: its own requests and the turn that it holds; of staff, `me`
 * is its actor's id, as others see it. `rules` is what the expected order goes by, nothing for
 * first come, first served. `closed`: nobody may register any more; texts are taken until
 * `written_until` (0: any time).
 */
export interface Mine {
  requests: Readonly<Record<string, MyRequest>>;
  order: readonly string[];
  point?: PointView;
  turn?: TurnView;
  rules?: readonly Rule[];
  closed?: boolean;
  written_until?: number;
  inbox?: MyNotices;
  opinions?: Readonly<Record<string, MyOpinion>>;
  me?: string;
}

/** Chuyển lên / Chuyển xuống: by hand, above every rule. */
export interface MoveRequest {
  type: "MoveRequest";
  /** At most 64 characters. */
  request: string;
  version: number;
  /** At most 64 characters. */
  before?: string;
}

/**
 * Chuyển từ: the last `count` words of a segment's text go to the neighbour behind it, or its
 * first ones to the one before, be that of another turn. A segment left without words is gone.
 */
export interface MoveWords {
  type: "MoveWords";
  /** At most 64 characters. */
  segment: string;
  version: number;
  /** At most 64 characters. */
  to: string;
  to_version: number;
  /** 1 to 8000. */
  count: number;
}

/** A message of the desk, or (`mine`) of the point itself. `seen_at` 0: not acknowledged. */
export interface MyNotice {
  id: string;
  kind: NoticeKind;
  at: number;
  mine?: boolean;
  text?: string;
  seen_at?: number;
}

export interface MyNotices {
  notices: Readonly<Record<string, MyNotice>>;
  order: readonly string[];
}

/**
 * What the register holds of an opinion of this point, for it to check (day.md D18). `version`
 * goes back with what it says; `verdict` is what it said of the summary as it is.
 */
export interface MyOpinion {
  id: string;
  code: string;
  version: number;
  summary: string;
  speaker: Person;
  answer: Answer;
  result: Result;
  turn?: string;
  field?: string;
  lead?: string;
  answer_by?: string;
  resolve_by?: string;
  outcome?: string;
  verdict?: Verdict;
}

/**
 * A receipt: number, server time, and the place in the expected order (absent once called).
 * `on_deck`: one of the next two. `behind` is the number of the request that it stands behind:
 * then `place` is that one's. `prepared` are the characters of the speech handed in beforehand;
 * the text itself comes by HTTP.
 */
export interface MyRequest {
  id: string;
  no: number;
  state: RequestState;
  raised_at: number;
  speaker: Person;
  place?: number;
  topic?: string;
  field?: string;
  pressed_at?: number;
  on_deck?: boolean;
  behind?: number;
  text?: string;
  matter?: Matter;
  prepared?: number;
}

/** In ngay: copy `no` of `what` goes to paper. */
export interface NotePrinted {
  type: "NotePrinted";
  what: Printout;
  no: number;
}

export type NoticeKind =
  | "focus"
  | "nearer"
  | "mute"
  | "soon"
  | "text"
  | "no_sound"
  | "no_picture"
  | "call_us";

/**
 * `source` is the point that sent it ("" the desk) and `place` its name; `to` the points it is
 * for, () all. `seen`: who acknowledged it when, the desk as "desk".
 */
export interface NoticeView {
  id: string;
  kind: NoticeKind;
  at: number;
  seen: Readonly<Record<string, number>>;
  source?: string;
  place?: string;
  to?: readonly string[];
  text?: string;
}

/** The latest ones, and the count of all. */
export interface NoticesView {
  notices: Readonly<Record<string, NoticeView>>;
  order: readonly string[];
  count: number;
}

/** *Định kỳ* or *đột xuất*. */
export type Occasion =
  | "regular"
  | "extra";

export interface OpenConference {
  type: "OpenConference";
}

/** The list is open again, and closes only by hand. */
export interface OpenQueue {
  type: "OpenQueue";
}

/** *Loại*. Complaints and denunciations are no kind: they have their own procedure. */
export type OpinionKind =
  | "suggestion"
  | "report"
  | "petition"
  | "proposal"
  | "question";

/**
 * `petitioners` ask the same in this row, `merged` are the rows that stand behind it, `others`
 * how many people that makes besides the speaker. `due` is the next open deadline and `soon` the
 * day from which it is *sắp đến hạn*: past `due` it is *quá hạn*. `reported` is the result that
 * the lead agency reports and nobody has confirmed. Of a denunciation (`matter`) there is a code
 * and nothing else.
 */
export interface OpinionView {
  id: string;
  code: string;
  speaker: Person;
  text: string;
  beyond: boolean;
  answer: Answer;
  result: Result;
  version: number;
  turn?: string;
  point?: string;
  place?: string;
  summary?: string;
  field?: string;
  authority?: Level;
  segments?: readonly string[];
  lead?: string;
  coordinating?: readonly string[];
  answered_in?: string;
  answer_text?: string;
  promise?: string;
  answer_by?: string;
  resolve_by?: string;
  forwarded_to?: string;
  withdrawn?: boolean;
  kind?: OpinionKind;
  origin?: Origin;
  source?: string;
  previous?: Previous;
  secondary?: readonly string[];
  petitioners?: readonly Petitioner[];
  merged?: readonly string[];
  others?: number;
  into?: string;
  answer_term?: DayCount;
  resolve_term?: DayCount;
  answerer?: Person;
  answered_on?: string;
  answer_paper?: Paper;
  forward_by?: string;
  forward_paper?: Paper;
  outcome?: string;
  outcome_paper?: Paper;
  resolved_on?: string;
  feedback?: Feedback;
  matter?: Matter;
  supplementary?: boolean;
  corrections?: number;
  correction?: string;
  due?: string;
  soon?: string;
  reported?: Result;
}

/**
 * The latest rows; `count` is of all (*ý kiến*), `speeches` of those who spoke (*lượt phát
 * biểu*). `drafts` are turns whose opinion nobody has logged or dismissed.
 */
export interface OpinionsView {
  rows: Readonly<Record<string, OpinionView>>;
  order: readonly string[];
  count: number;
  speeches?: number;
  drafts?: readonly string[];
  dismissed?: number;
  frozen?: Frozen;
}

/** Read out in this order: all points, each once. `version` is `arranged` as it was seen. */
export interface OrderConclusionPoints {
  type: "OrderConclusionPoints";
  order: readonly string[];
  version: number;
}

/** *Nguồn tiếp nhận* (domain.md §6.1). */
export type Origin =
  | "collected"
  | "paper"
  | "in_hall"
  | "online"
  | "written"
  | "carried";

/** A document: its number, its day, and where its file is ("" what is not known). */
export interface Paper {
  /** At most 300 characters. */
  number?: string;
  date?: string;
  /** At most 300 characters. */
  file?: string;
}

/** A file that was handed in: signed, or edited elsewhere. `draft` is the one it came after. */
export interface PaperFile {
  sha256: string;
  size: number;
  at: number;
  by: string;
  draft: number;
  name?: string;
}

/**
 * Gửi phiếu nhắc about a turn that is at hand, or a request that is next. `agency`: whose fact
 * it is; who came in as one agency speaks for that one.
 */
export interface PassSlip {
  type: "PassSlip";
  /** At most 64 characters. */
  about: string;
  /** At most 200 characters. */
  text: string;
  /** At most 300 characters. */
  agency?: string;
}

export interface PauseConference {
  type: "PauseConference";
}

/** Those who lead the conference, in rank order, and those who are invited to it. */
export interface People {
  chairs?: readonly Person[];
  moderator?: Person;
  secretaries?: readonly Person[];
  delegates?: readonly Delegate[];
  signers?: Signers;
}

/** Somebody named. `address` is how they are addressed: "đồng chí", "ông" or "bà". */
export interface Person {
  /** At most 300 characters. */
  name?: string;
  /** At most 300 characters. */
  title?: string;
  /** At most 300 characters. */
  unit?: string;
  /** At most 300 characters. */
  address?: string;
}

/** Người cùng kiến nghị, of `point` ("" if of none). */
export interface Petitioner {
  /** At most 300 characters. */
  name?: string;
  /** At most 300 characters. */
  title?: string;
  /** At most 300 characters. */
  unit?: string;
  /** At most 300 characters. */
  address?: string;
  /** At most 300 characters. */
  point?: string;
}

/**
 * Everything fixed before the conference that names no person. `date` is ISO, `starts` HH:MM,
 * both local time of the hall, `zone` its offset from UTC in minutes.
 */
export interface Plan {
  /** Default "H\u1ed9i ngh\u1ecb". At most 500 characters. */
  title?: string;
  /** At most 300 characters. */
  short_title?: string;
  /** Default "real". */
  kind?: Kind;
  /** Default "province". */
  level?: Level;
  /** At most 300 characters. */
  place?: string;
  date?: string;
  starts?: string;
  /** Default 420. -720 to 840. */
  zone?: number;
  /** At most 300 characters. */
  host?: string;
  /** At most 300 characters. */
  host_parent?: string;
  issuers?: IssuingBodies;
  points?: readonly PointPlan[];
  agenda?: readonly AgendaItem[];
  fields?: readonly Field[];
  agencies?: readonly string[];
  cards?: readonly AgencyCard[];
  /** Default {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2, "debate": 0, "back": 0, "order": 0, "answer": 30}. */
  rules?: Rules;
  policy?: Policy;
  calendar?: Calendar;
}

/** What the agency asked for. */
export type Plea =
  | "result"
  | "time";

/** A connection point. `sound`: "venue" (its voice comes by the hall's mixer) or "own". */
export interface PointPlan {
  /** At most 64 characters. */
  id: string;
  /** At most 300 characters. */
  name: string;
  /** Default "commune". */
  kind?: "commune" | "venue";
  /** At most 300 characters. */
  cluster?: string;
  /** At most 300 characters. */
  district?: string;
  /** 0 to 100000. */
  expected?: number;
  /** Default "venue". */
  sound?: "venue" | "own";
}

/**
 * `present` is absent until roll call; `kind` "venue" is the main hall. `excused` of those
 * invited (`expected`) are absent with a reason. `checks` of the trial were passed.
 */
export interface PointView {
  id: string;
  name: string;
  kind: string;
  link: Link;
  picture: Signal;
  voice: Signal;
  sound: string;
  expected: number;
  since?: number;
  present?: number;
  cluster?: string;
  note?: string;
  devices?: number;
  excused?: number;
  checks?: readonly Check[];
}

/**
 * `rules` by weight; none is first come, first served. `kinds` by priority, those not named
 * last. `safe`: so many at the head are never reshuffled. `quota` is turns per cluster, 0 none.
 */
export interface Policy {
  rules?: readonly Rule[];
  kinds?: readonly RequestKind[];
  /** 0 to 1000. */
  quota?: number;
  /** 0 to 2. */
  safe?: number;
  /** Default "conference". */
  scope?: Scope;
}

/** The row of an earlier conference that was carried over. */
export interface Previous {
  /** At most 64 characters. */
  conference: string;
  /** At most 300 characters. */
  code: string;
  /** At most 300 characters. */
  title?: string;
}

/** What *In ngay* prints (day.md D21). */
export type Printout =
  | "sheet"
  | "queue"
  | "opinions"
  | "delegates"
  | "minutes"
  | "trial";

/** Who issues, and who signs, for one organisation (day.md D23). */
export interface Profile {
  /** At most 64 characters. */
  id: string;
  /** At most 300 characters. */
  name: string;
  issuers?: IssuingBodies;
  signers?: Signers;
}

/**
 * Open requests: the first ones in order, and how many there are. `held` are to be called
 * later, `aside` found no turn (the latest ones); they are among `requests` too. `why` gives for
 * each of `order` the reasons for its place: only to those who run the floor, as `policy` (absent
 * when first come is first served) and `version`, the one that a move names.
 */
export interface QueueView {
  requests: Readonly<Record<string, RequestView>>;
  order: readonly string[];
  count: number;
  held?: readonly string[];
  aside?: readonly string[];
  closed?: boolean;
  written_until?: number;
  budget?: BudgetView;
  why?: Readonly<Record<string, readonly Reason[]>>;
  policy?: Policy;
  version?: number;
}

/**
 * Đăng ký phát biểu, for oneself or for somebody at `point` who has no device or no line.
 * `pressed_at` is the client's time of an offline press; the server's time decides.
 */
export interface RaiseHand {
  type: "RaiseHand";
  /** At most 64 characters. */
  point: string;
  speaker?: Person;
  /** At most 300 characters. */
  topic?: string;
  /** At most 300 characters. */
  field?: string;
  /** Default "opinion". */
  kind?: RequestKind;
  answers?: readonly string[];
  /** 0 to 9007199254740992. */
  pressed_at?: number;
}

/** Đã xem: it has served, and leaves the chair's sheet. */
export interface ReadSlip {
  type: "ReadSlip";
  /** At most 64 characters. */
  slip: string;
}

/**
 * What a point's own page reports: round trip and delay of captions in milliseconds, whether
 * its microphone was heard in a test. Never in the log.
 */
export interface Readiness {
  round_trip?: number;
  captions?: number;
  microphone?: boolean;
}

/**
 * `n` is the rank that the rule gave: less goes first. For `point`, `person`, `cluster` and
 * `field` it is the number of turns before this one, spoken or waiting; for `first_come` the
 * receipt's number. `of` is what was ranked: a kind, a point, a cluster or a field.
 */
export interface Reason {
  code: ReasonCode;
  n?: number;
  of?: string;
}

/** Why a request stands where it does: the rules of the policy, and what is above them. */
export type ReasonCode =
  | "approved"
  | "kind"
  | "venue"
  | "point"
  | "person"
  | "cluster"
  | "field"
  | "quota"
  | "first_come"
  | "safe"
  | "by_hand";

/**
 * `turns` are the latest ones that spoke; `speeches` and `replies` count all. `waiting` are
 * those who wait to speak; of the `opinions`, `answered` have an answer and `open` lack field or
 * summary. `mine` are turns of whoever asks in which something is not verified.
 */
export interface Recap {
  stage: Stage;
  item: string;
  opened_at: number;
  speeches: number;
  replies: number;
  spoken: number;
  waiting: number;
  opinions: number;
  answered: number;
  open: number;
  unverified: number;
  points: number;
  turns: readonly RecapTurn[];
  speaking?: string;
  mine?: readonly string[];
}

/**
 * One turn: who spoke for how long (ms), how many opinions came of it, and how many of its
 * segments nobody verified. `to` is the secretary who has it.
 */
export interface RecapTurn {
  turn: string;
  kind: TurnKind;
  stage: TurnStage;
  speaker: Person;
  place: string;
  spoken: number;
  opinions: number;
  unverified: number;
  to?: string;
}

/** Đăng ký trước: the list handed in before the conference, all of it or nothing. */
export interface RegisterRequests {
  type: "RegisterRequests";
  rows: readonly Wish[];
}

export interface RemoveAgency {
  type: "RemoveAgency";
  /** At most 64 characters. */
  agency: string;
}

export interface RemoveConclusionPoint {
  type: "RemoveConclusionPoint";
  /** At most 64 characters. */
  point: string;
  version: number;
}

export interface RemoveMeeting {
  type: "RemoveMeeting";
  /** At most 64 characters. */
  meeting: string;
}

export interface RemoveProfile {
  type: "RemoveProfile";
  /** At most 64 characters. */
  profile: string;
}

export interface RemoveUnit {
  type: "RemoveUnit";
  /** At most 64 characters. */
  unit: string;
}

export type RequestKind =
  | "opinion"
  | "reply"
  | "back"
  | "order"
  | "debate";

export type RequestState =
  | "waiting"
  | "approved"
  | "held"
  | "called"
  | "merged"
  | "done"
  | "lowered"
  | "declined"
  | "written"
  | "later"
  | "carried"
  | "diverted";

/**
 * `pressed_at` is the client's time of an offline press. `away` is since when the point's line
 * has been lost. `prior` was registered before the conference. `text` was sent in writing.
 * `prepared` are the characters of a speech handed in beforehand, 0 for none.
 */
export interface RequestView {
  id: string;
  no: number;
  point: string;
  place: string;
  speaker: Person;
  kind: RequestKind;
  state: RequestState;
  raised_at: number;
  topic?: string;
  field?: string;
  pressed_at?: number;
  away?: number;
  prior?: boolean;
  answers?: readonly string[];
  cosigners?: readonly CosignerView[];
  text?: string;
  matter?: Matter;
  prepared?: number;
}

/**
 * Kết quả giải quyết: how far it has come, in words, and by which paper. That a row is done an
 * agency reports, and the office confirms (`reporting.DecidePlea`).
 */
export interface ResolveOpinion {
  type: "ResolveOpinion";
  /** At most 64 characters. */
  opinion: string;
  version: number;
  result: Result;
  /** At most 8000 characters. */
  text?: string;
  paper?: Paper;
}

/** Take changes back and accept suggestions, each by its place in the segment's list. */
export interface RespellSegment {
  type: "RespellSegment";
  /** At most 64 characters. */
  segment: string;
  version: number;
  take_back?: readonly number[];
  accept?: readonly number[];
}

/** *Giải quyết*, the second axis. Answered is not resolved. */
export type Result =
  | "noted"
  | "classified"
  | "assigned"
  | "in_progress"
  | "resolved"
  | "explained"
  | "planned"
  | "forwarded"
  | "duplicate"
  | "closed";

export interface ResumeConference {
  type: "ResumeConference";
}

export interface ResumeFloor {
  type: "ResumeFloor";
  /** At most 64 characters. */
  turn: string;
}

/** Trả lại: from the signer's desk, to be drafted again. */
export interface ReturnDocument {
  type: "ReturnDocument";
  document: DocumentKind;
  /** At most 8000 characters. */
  reason: string;
}

/** Mời lại: a held request is in the order again. */
export interface ReturnRequest {
  type: "ReturnRequest";
  /** At most 64 characters. */
  request: string;
}

/**
 * Change what is set; `version` is the one the editor saw. `speaker` only of a row without a
 * turn: the others take theirs from there.
 */
export interface ReviseOpinion {
  type: "ReviseOpinion";
  /** At most 64 characters. */
  opinion: string;
  version: number;
  /** At most 8000 characters. */
  summary?: string;
  /** At most 300 characters. */
  field?: string;
  authority?: Level;
  kind?: OpinionKind;
  origin?: Origin;
  secondary?: readonly string[];
  petitioners?: readonly Petitioner[];
  speaker?: Person;
  contact?: Contact;
}

/** Correct a waiting request; it keeps its place (day.md D3). */
export interface ReviseRequest {
  type: "ReviseRequest";
  /** At most 64 characters. */
  request: string;
  speaker?: Person;
  /** At most 300 characters. */
  topic?: string;
  /** At most 300 characters. */
  field?: string;
}

/**
 * A point with those invited to it, by given name. `present` is absent until roll call;
 * `checks` of the trial were passed (day.md D11).
 */
export interface RollView {
  id: string;
  name: string;
  kind: string;
  expected: number;
  people: readonly Person[];
  cluster?: string;
  district?: string;
  present?: number;
  excused?: number;
  note?: string;
  checks?: readonly Check[];
}

/** What may decide the order, one row of the policy each. */
export type Rule =
  | "approved"
  | "kind"
  | "venue"
  | "point"
  | "person"
  | "cluster"
  | "field"
  | "quota";

/**
 * Limits that an office sets per conference, in seconds. `debate`, `back` and `order` are for
 * requests of those kinds, 0 as `speech`; after `answer` without a sign of the called one the
 * moderator is offered the next (0 never). `waiting_per_point` 0 means no limit (D6).
 * Always whole, so that no client needs to know the defaults.
 */
export interface Rules {
  /** Default 300. 0 to 21600. */
  speech?: number;
  /** Default 180. 0 to 21600. */
  reply?: number;
  /** Default 60. 0 to 21600. */
  warn?: number;
  /** Default 2. 0 to 1000. */
  waiting_per_point?: number;
  /** 0 to 21600. */
  debate?: number;
  /** 0 to 21600. */
  back?: number;
  /** 0 to 21600. */
  order?: number;
  /** Default 30. 0 to 21600. */
  answer?: number;
}

/** Which turns count as spoken already. */
export type Scope =
  | "conference"
  | "item";

/**
 * Secretaries by actor, and those of them who take turns in that order, unless it is `off`.
 * `turns` tells whose the latest turns are; `unassigned` ones are nobody's, while anybody sits.
 * The sound of `kept` turns is not removed.
 */
export interface SeatsView {
  names: Readonly<Record<string, string>>;
  turns: Readonly<Record<string, string>>;
  order?: readonly string[];
  off?: boolean;
  unassigned?: readonly string[];
  kept?: readonly string[];
}

/** The part of the minutes an agenda item belongs to (domain.md §5.4, row 7). */
export type Section =
  | "opening"
  | "report"
  | "dialogue"
  | "reception"
  | "conclusion"
  | "other";

export type SegmentKind =
  | "speech"
  | "lost"
  | "unrecorded"
  | "stopped"
  | "before"
  | "diverted"
  | "withdrawn";

/**
 * As `transcript.Segment`. `times` has the time of every word of `text`, split at white space;
 * `listen` which of them must be heard again, and why; `undo` who may take the last change back;
 * `corrected` that it says something else than when it was locked.
 */
export interface SegmentLayers {
  id: string;
  turn: string;
  starts: number;
  ends: number;
  text: string;
  words: readonly Word[];
  /** Default 1. */
  version?: number;
  /** Default "heard". */
  state?: SegmentState;
  by?: string;
  /** Default "speech". */
  kind?: SegmentKind;
  changes?: readonly Change[];
  suggestions?: readonly Suggestion[];
  approved?: string;
  times?: readonly WordTime[];
  listen?: readonly Doubt[];
  of?: readonly string[];
  undo?: string;
  corrected?: boolean;
}

export type SegmentState =
  | "heard"
  | "edited"
  | "verified"
  | "locked";

/**
 * `unsure` holds the positions of raw words below the confidence gate. Word times, and the
 * layers raw, edited and approved, come by HTTP. Secretaries have instead of it: `listen`, words
 * of the text to be heard again or confirmed, and why; `of`, the segments it was made of by
 * splitting, merging or moving; `undo`, who may take the last change back; `corrected`, that it
 * says something else than when it was locked.
 */
export interface SegmentView {
  id: string;
  turn: string;
  starts: number;
  ends: number;
  text: string;
  version: number;
  state: SegmentState;
  by?: string;
  unsure?: readonly number[];
  /** Default "speech". */
  kind?: SegmentKind;
  listen?: readonly Doubt[];
  of?: readonly string[];
  undo?: string;
  corrected?: boolean;
}

/** Show the picture of `show` and make `prepare` ready. Both "" is what the floor says now. */
export interface SendCue {
  type: "SendCue";
  /** At most 64 characters. */
  show?: string;
  /** At most 64 characters. */
  prepare?: string;
}

/** Gửi ý kiến bằng văn bản, instead of speaking or after it was not taken. Again: a new text. */
export interface SendInWriting {
  type: "SendInWriting";
  /** At most 64 characters. */
  request: string;
  /** At most 8000 characters. */
  text: string;
}

/** To `points` (() is all), or from one point to the desk: then `points` is that point. */
export interface SendNotice {
  type: "SendNotice";
  kind: NoticeKind;
  points?: readonly string[];
  /** At most 300 characters. */
  text?: string;
}

/**
 * The whole list of agencies by rank (*thứ bậc*), in place of what it was, and what is known of
 * those of them that have a card.
 */
export interface SetAgencies {
  type: "SetAgencies";
  agencies: readonly string[];
  cards?: readonly AgencyCard[];
}

/** Add an agency, or write it anew. */
export interface SetAgency {
  type: "SetAgency";
  agency: Agency;
}

/** The turns that the reply `turn` answers, while it is given or after; () is none. */
export interface SetAnswers {
  type: "SetAnswers";
  /** At most 64 characters. */
  turn: string;
  answers: readonly string[];
}

/** Until when the dialogue may last (0: no budget), and whether the list closes by itself. */
export interface SetBudget {
  type: "SetBudget";
  /** 0 to 9007199254740992. */
  until: number;
  close?: boolean;
}

/** Days off and days worked instead. Deadlines that were counted before stay as they are. */
export interface SetCalendar {
  type: "SetCalendar";
  calendar: Calendar;
}

export interface SetCaptions {
  type: "SetCaptions";
  captions: Captions;
}

/** Write a point. `point` "" makes a new one at the end; else `version` is the one seen. */
export interface SetConclusionPoint {
  type: "SetConclusionPoint";
  /** At most 300 characters. */
  title: string;
  /** At most 8000 characters. */
  text: string;
  /** At most 64 characters. */
  point?: string;
  version?: number;
  tasks?: readonly Task[];
  issuers?: readonly Issuer[];
  opinions?: readonly string[];
}

/** The whole list of fields (*lĩnh vực*), in place of what it was. */
export interface SetFields {
  type: "SetFields";
  fields: readonly Field[];
}

/** The whole glossary, in place of what it was. */
export interface SetGlossary {
  type: "SetGlossary";
  terms: readonly Term[];
}

/** Tự động / Tên hội nghị / Nghỉ giải lao / Tắt; `name_plate` false is *Ẩn bảng tên*. */
export interface SetHall {
  type: "SetHall";
  hall: Hall;
  /** Default true. */
  name_plate?: boolean;
}

/** Who issues the conference's papers, and who signs them (day.md D23), in place of who did. */
export interface SetIssuers {
  type: "SetIssuers";
  issuers: IssuingBodies;
  signers?: Signers;
}

/** Add these entries of the programme, or write them anew. */
export interface SetMeetings {
  type: "SetMeetings";
  meetings: readonly Meeting[];
}

export interface SetPolicy {
  type: "SetPolicy";
  policy: Policy;
}

export interface SetProfile {
  type: "SetProfile";
  profile: Profile;
}

/** Who takes turns, in which order; () ends the rotation, and turns are taken by hand. */
export interface SetRota {
  type: "SetRota";
  order?: readonly string[];
}

/**
 * From now on: of whoever has not begun to speak, called or not; `running` too, of the turn
 * that speaks, whose time then is what the rules say, however it was extended.
 */
export interface SetRules {
  type: "SetRules";
  rules: Rules;
  running?: boolean;
  /** At most 300 characters. */
  reason?: string;
}

export interface SetSignal {
  type: "SetSignal";
  /** At most 64 characters. */
  point: string;
  picture: Signal;
  voice: Signal;
}

/** Đổi nguồn âm thanh: from now on `source`, "venue" or the turn's own point, is recognised. */
export interface SetSource {
  type: "SetSource";
  /** At most 64 characters. */
  turn: string;
  /** At most 64 characters. */
  source: string;
}

/**
 * Add these units, or write them anew, and with them all that is known of what became of the
 * units that `successions` names as old.
 */
export interface SetUnits {
  type: "SetUnits";
  units: readonly Unit[];
  successions?: readonly Succession[];
}

export interface SetUpConference {
  type: "SetUpConference";
  plan: Plan;
  people?: People;
}

/** The calendar of one year: days off besides weekends, days worked instead. */
export interface SetYear {
  type: "SetYear";
  /** 1900 to 2999. */
  year: number;
  calendar: Calendar;
}

/** Speeches, and how long they had the floor (ms). */
export interface Share {
  turns: number;
  time: number;
}

/** An opinion that several ask for: so many people or points, itself included. */
export interface SharedWish {
  opinion: string;
  count: number;
}

/** By point, by cluster (cụm) and by field ("" is none); only those that spoke. */
export interface Shares {
  points: Readonly<Record<string, Share>>;
  clusters: Readonly<Record<string, Share>>;
  fields: Readonly<Record<string, Share>>;
}

/**
 * *Bảng tổng hợp ý kiến phục vụ kết luận*. `turns` are *lượt phát biểu*, `opinions` *ý kiến* of
 * which `merged` go with another one; `fields` count those that stand for themselves. `promises`
 * are opinions with an open commitment, the nearest day first. `uncovered` the conclusion does not
 * touch, points of `neither` stand in no notice. `orders` are the latest ones heard while the
 * leader concludes. Lists show their head, and `counts` how many there are.
 */
export interface SheetView {
  turns: number;
  opinions: number;
  merged: number;
  fields: readonly FieldCounts[];
  counts: Readonly<Record<string, number>>;
  promises?: readonly string[];
  wishes?: readonly SharedWish[];
  uncovered?: readonly string[];
  findings?: readonly Finding[];
  neither?: readonly string[];
  orders?: readonly HeardOrder[];
}

/** It was signed, on paper or otherwise; `signer` as it stands under the paper. */
export interface SignDocument {
  type: "SignDocument";
  document: DocumentKind;
  draft: number;
  /** At most 300 characters. */
  signer: string;
}

/** *Hình, tiếng* as the technician sees and hears them on the video system (day.md D4). */
export type Signal =
  | "unknown"
  | "good"
  | "weak"
  | "none";

/** Who signs the papers of each issuing body, with the title that stands above the name. */
export interface Signers {
  party?: Person;
  state?: Person;
}

/**
 * `by` is its writer's actor; `agency` whose fact it is, "" the secretaries'. It is about
 * `turn`, or `request` before that was called, or both. `text` is "" once it was taken back, or
 * withdrawn from the record; `read_at` 0 until somebody at the table has read it.
 */
export interface Slip {
  id: string;
  at: number;
  by: string;
  text: string;
  agency?: string;
  turn?: string;
  request?: string;
  read_at?: number;
}

/** One stretch of time, [start, end) in server time; `end` 0 while it runs. */
export type Span = readonly [number, number?];

/** A row that stood behind another one stands by itself again. */
export interface SplitOpinion {
  type: "SplitOpinion";
  /** At most 64 characters. */
  opinion: string;
  version: number;
}

/** Tách: a merged request is on its own again. */
export interface SplitRequest {
  type: "SplitRequest";
  /** At most 64 characters. */
  request: string;
}

/**
 * Tách: `before` and `after` are the two texts, as the editor has them at the caret. Where the
 * sound parts follows from them; typing that was not saved yet is saved with it.
 */
export interface SplitSegment {
  type: "SplitSegment";
  /** At most 64 characters. */
  segment: string;
  version: number;
  /** At most 8000 characters. */
  before: string;
  /** At most 8000 characters. */
  after: string;
}

export type Stage =
  | "planned"
  | "open"
  | "paused"
  | "closed";

/** Trình ký. `draft` is the latest one that was seen. */
export interface SubmitDocument {
  type: "SubmitDocument";
  document: DocumentKind;
  draft: number;
}

/**
 * On the day `on`, `old` became `new`: `part` of it, where it was split. `unsure`: nobody has
 * checked it with the resolution yet.
 */
export interface Succession {
  /** At most 64 characters. */
  old: string;
  /** At most 64 characters. */
  new: string;
  on: string;
  part?: boolean;
  unsure?: boolean;
}

/** Words `start`…`end` may have been `text`; `confidence` 0…1. Never written by itself. */
export type Suggestion = readonly [number, number, string, string, number];

/** Mất tín hiệu: the clock stands until somebody resumes this turn (D7). */
export interface SuspendFloor {
  type: "SuspendFloor";
  /** At most 64 characters. */
  turn: string;
}

/** By who wrote it, or the lead of the secretaries. */
export interface TakeBackSlip {
  type: "TakeBackSlip";
  /** At most 64 characters. */
  slip: string;
}

export interface TakeBackSpeech {
  type: "TakeBackSpeech";
  /** At most 64 characters. */
  request?: string;
  /** At most 64 characters. */
  turn?: string;
}

/**
 * The called one is ready, says the point, or the moderator for somebody in the hall.
 * They speak at once if nobody else does, else as soon as the running turn is ended.
 * `microphone`: it was checked, and heard.
 */
export interface TakeFloor {
  type: "TakeFloor";
  /** At most 64 characters. */
  turn: string;
  microphone?: boolean;
}

/**
 * Sit down at the desk under a name, last in the rotation; again: under another name. Whoever
 * came in anew on another machine sits down `instead` of who they were there, with their turns.
 */
export interface TakeSeat {
  type: "TakeSeat";
  /** At most 100 characters. */
  name: string;
  /** At most 64 characters. */
  instead?: string;
}

/** Nhận lượt: this turn is mine, whosever it was. */
export interface TakeTurn {
  type: "TakeTurn";
  /** At most 64 characters. */
  turn: string;
}

/**
 * Giao … chủ trì, phối hợp với … hoàn thành trước ngày `due`, which is counted from the
 * conference's day where a `term` is given.
 */
export interface Task {
  /** At most 8000 characters. */
  content: string;
  /** At most 300 characters. */
  lead: string;
  coordinating?: readonly string[];
  due?: string;
  opinions?: readonly string[];
  term?: DayCount;
}

/**
 * `meant` is right; each of `heard` is always a mishearing of it; it never fires inside a
 * phrase of `unless`.
 */
export interface Term {
  /** At most 200 characters. */
  meant: string;
  heard?: readonly string[];
  unless?: readonly string[];
}

/**
 * `order` are the latest segments, as they were spoken; `segments` has older ones beside that
 * were changed lately. `count` is of all.
 */
export interface TranscriptView {
  segments: Readonly<Record<string, SegmentView>>;
  order: readonly string[];
  count: number;
}

/** Time to stop a caption before the hall reads it, and how sure a word must be. */
export interface TuneCaptions {
  type: "TuneCaptions";
  /** 0 to 6000. */
  delay: number;
  /** Default 2. 0 to 8. */
  look_ahead?: number;
}

export type TurnKind =
  | "speech"
  | "reply"
  | "chair"
  | "procedure";

export type TurnStage =
  | "called"
  | "ready"
  | "speaking"
  | "suspended"
  | "ended"
  | "withdrawn";

/**
 * `place` is the point's name. `topic` and `field` are the request's, for staff and the turn's
 * own point. `limit` is absent where no clock is shown (day.md D2). What follows `answers` is for
 * them too: without a sign until `expires` the moderator is offered to call the next or to hold
 * this one; `away` is since when the called point's line has been lost. `disposed` and `note`
 * say why no reply is awaited. `prepared` are the characters of a speech handed in beforehand.
 */
export interface TurnView {
  id: string;
  kind: TurnKind;
  stage: TurnStage;
  point: string;
  place: string;
  speaker: Person;
  spans: readonly Span[];
  source?: string;
  limit?: number;
  request?: string;
  topic?: string;
  field?: string;
  item?: string;
  why?: Why;
  answers?: readonly string[];
  called_at?: number;
  expires?: number;
  away?: number;
  microphone?: boolean;
  matter?: Matter;
  disposed?: Disposal;
  note?: string;
  prepared?: number;
}

/**
 * Undo the last call, `turn`, before its end. `words` must be said once any were heard;
 * `reason` goes with a withdrawal.
 */
export interface UndoFloor {
  type: "UndoFloor";
  /** At most 64 characters. */
  turn: string;
  words?: Heard;
  /** At most 8000 characters. */
  reason?: string;
}

/** Hoàn tác: the text before one's own last change. Asked for again: the one before that. */
export interface UndoSegment {
  type: "UndoSegment";
  /** At most 64 characters. */
  segment: string;
  version: number;
}

/** Opinions without field or summary: the latest ones, and how many. */
export interface UnfinishedView {
  rows: readonly string[];
  count: number;
}

/**
 * A unit as it was from `since` ("": always) up to and with `until` ("": still). `code` is the
 * national list's, which goes on living in a later unit: `id` tells the two apart. `parent` is the
 * id of the unit above.
 */
export interface Unit {
  /** At most 64 characters. */
  id: string;
  /** At most 300 characters. */
  name: string;
  /** At most 300 characters. */
  type?: string;
  /** Default "commune". */
  level?: Level;
  /** At most 300 characters. */
  code?: string;
  /** At most 64 characters. */
  parent?: string;
  since?: string;
  until?: string;
}

/** Segments that nobody verified: by turn (the latest ones), and all of them. */
export interface UnverifiedView {
  turns: Readonly<Record<string, number>>;
  count: number;
}

/** What the point says of its summary (day.md D18). */
export type Verdict =
  | "right"
  | "amend";

/** It says what was said: whoever verifies has heard again what had to be. */
export interface VerifySegment {
  type: "VerifySegment";
  /** At most 64 characters. */
  segment: string;
  version: number;
}

/** What one audience sees. Areas that its role may not see are absent, whole. */
export interface View {
  conference: ConferenceView;
  floor: FloorView;
  queue?: QueueView;
  points?: Readonly<Record<string, PointView>>;
  transcript?: TranscriptView;
  captions?: CaptionsView;
  opinions?: OpinionsView;
  conclusion?: ConclusionView;
  sheet?: SheetView;
  withdrawals?: WithdrawalsView;
  crowd?: Crowd;
  times?: Shares;
  notices?: NoticesView;
  cues?: CuesView;
  desk?: DeskView;
}

/** Why a turn's clock stands. */
export type Why =
  | "interrupted"
  | "signal_lost"
  | "break";

/** Who wants to speak, and about what. */
export interface Wish {
  /** At most 64 characters. */
  point: string;
  speaker?: Person;
  /** At most 300 characters. */
  topic?: string;
  /** At most 300 characters. */
  field?: string;
  /** Default "opinion". */
  kind?: RequestKind;
  answers?: readonly string[];
}

/** From `since` to `until` (server time, ms): hidden at once, destroyed when confirmed. */
export interface WithdrawContent {
  type: "WithdrawContent";
  since: number;
  until: number;
  /** At most 8000 characters. */
  reason: string;
}

export type WithdrawalState =
  | "asked"
  | "done"
  | "cancelled";

/** `by` asked for it, and so cannot confirm it. */
export interface WithdrawalView {
  id: string;
  span: Span;
  state: WithdrawalState;
  by: string;
  reason: string;
}

export interface WithdrawalsView {
  all: Readonly<Record<string, WithdrawalView>>;
  order: readonly string[];
}

/** A recognised word: times in server milliseconds, confidence 0…1. */
export type Word = readonly [string, number, number, number];

export type WordTime = readonly [number, number];

/** Ghi nhanh: a secretary types a line, with or without recognition (day.md D16). */
export interface WriteSegment {
  type: "WriteSegment";
  /** At most 64 characters. */
  turn: string;
  /** At most 8000 characters. */
  text: string;
}

/** Whatever this client may ask, by `type`. */
export type Command =
  | SetUpConference
  | OpenConference
  | PauseConference
  | ResumeConference
  | CloseConference
  | AllowRecording
  | ForbidRecording
  | KeepRecordings
  | SetCaptions
  | SetHall
  | CheckIn
  | MarkCheck
  | SetSignal
  | GoToItem
  | SetRules
  | SendNotice
  | AcknowledgeNotice
  | GateCaptions
  | TuneCaptions
  | RaiseHand
  | RegisterRequests
  | LowerHand
  | ReviseRequest
  | ApproveRequest
  | DeclineRequest
  | SendInWriting
  | MoveRequest
  | InsertRequest
  | HoldRequest
  | ReturnRequest
  | MergeRequests
  | SplitRequest
  | CloseQueue
  | OpenQueue
  | SetPolicy
  | SetBudget
  | EndDialogue
  | DivertRequest
  | CallSpeaker
  | TakeFloor
  | InviteNow
  | ChairSpeaks
  | SuspendFloor
  | ResumeFloor
  | ExtendFloor
  | EndFloor
  | CorrectSpeaker
  | SetSource
  | SetAnswers
  | DisposeAnswers
  | UndoFloor
  | PassSlip
  | TakeBackSlip
  | ReadSlip
  | SendCue
  | AcknowledgeCue
  | HandInSpeech
  | TakeBackSpeech
  | WriteSegment
  | EditSegment
  | RespellSegment
  | VerifySegment
  | ConfirmWords
  | UndoSegment
  | SplitSegment
  | MergeSegments
  | MoveWords
  | LockSegments
  | LockTurn
  | CorrectSegment
  | TakeSeat
  | LeaveSeat
  | SetRota
  | AssignTurn
  | TakeTurn
  | HandOverTurn
  | KeepTurn
  | WithdrawContent
  | ConfirmWithdrawal
  | CancelWithdrawal
  | LogOpinion
  | LogDenunciation
  | ImportOpinions
  | CarryOver
  | ReviseOpinion
  | CorrectOpinion
  | MergeOpinions
  | SplitOpinion
  | FreezeRegister
  | AssignOpinion
  | ForwardOpinion
  | ResolveOpinion
  | AnswerOpinion
  | GiveFeedback
  | AskMoreTime
  | DecidePlea
  | DismissDraft
  | SetConclusionPoint
  | RemoveConclusionPoint
  | OrderConclusionPoints
  | ExcludeOpinion
  | IncludeOpinion
  | DraftDocument
  | SubmitDocument
  | ReturnDocument
  | SignDocument
  | IssueConclusion
  | AttachFile
  | NotePrinted
  | SetAgencies
  | SetCalendar
  | SetIssuers
  | SetFields
  | SetGlossary
  | SetUnits
  | RemoveUnit
  | SetAgency
  | MergeAgencies
  | RemoveAgency
  | SetYear
  | SetMeetings
  | RemoveMeeting
  | SetProfile
  | RemoveProfile;

/** Who may ask what: the server's own table. A screen shows no button beyond it. */
export const MAY_ASK: Readonly<Record<Command["type"], readonly Role[]>> = {
  SetUpConference: ["admin"],
  OpenConference: ["chair", "moderator"],
  PauseConference: ["chair", "moderator"],
  ResumeConference: ["chair", "moderator"],
  CloseConference: ["chair", "moderator"],
  AllowRecording: ["chair", "moderator"],
  ForbidRecording: ["chair", "moderator"],
  KeepRecordings: ["admin", "chair", "moderator", "secretary_lead"],
  SetCaptions: ["chair", "moderator"],
  SetHall: ["chair", "moderator", "assistant"],
  CheckIn: ["chair", "moderator", "assistant", "technician", "point"],
  MarkCheck: ["chair", "moderator", "assistant", "technician", "point"],
  SetSignal: ["chair", "moderator", "assistant", "technician"],
  GoToItem: ["chair", "moderator", "assistant"],
  SetRules: ["admin", "chair", "moderator"],
  SendNotice: ["chair", "moderator", "assistant", "technician", "point"],
  AcknowledgeNotice: ["chair", "moderator", "assistant", "technician", "point"],
  GateCaptions: ["chair", "moderator", "assistant"],
  TuneCaptions: ["chair", "moderator", "assistant", "technician"],
  RaiseHand: ["chair", "moderator", "assistant", "technician", "point", "delegate"],
  RegisterRequests: ["admin", "chair", "moderator", "assistant"],
  LowerHand: ["chair", "moderator", "assistant", "point", "delegate"],
  ReviseRequest: ["chair", "moderator", "assistant", "point"],
  ApproveRequest: ["chair", "moderator", "assistant"],
  DeclineRequest: ["chair", "moderator", "assistant"],
  SendInWriting: ["chair", "moderator", "assistant", "point", "delegate"],
  MoveRequest: ["chair", "moderator", "assistant"],
  InsertRequest: ["chair", "moderator", "assistant"],
  HoldRequest: ["chair", "moderator", "assistant"],
  ReturnRequest: ["chair", "moderator", "assistant"],
  MergeRequests: ["chair", "moderator", "assistant"],
  SplitRequest: ["chair", "moderator", "assistant"],
  CloseQueue: ["chair", "moderator", "assistant"],
  OpenQueue: ["chair", "moderator", "assistant"],
  SetPolicy: ["admin", "chair", "moderator", "assistant"],
  SetBudget: ["chair", "moderator", "assistant"],
  EndDialogue: ["chair", "moderator"],
  DivertRequest: ["chair", "moderator", "assistant"],
  CallSpeaker: ["chair", "moderator"],
  TakeFloor: ["chair", "moderator", "point"],
  InviteNow: ["chair", "moderator"],
  ChairSpeaks: ["chair", "moderator"],
  SuspendFloor: ["chair", "moderator"],
  ResumeFloor: ["chair", "moderator"],
  ExtendFloor: ["chair", "moderator"],
  EndFloor: ["chair", "moderator"],
  CorrectSpeaker: ["chair", "moderator", "assistant", "secretary_lead", "secretary"],
  SetSource: ["chair", "moderator", "assistant", "technician"],
  SetAnswers: ["chair", "moderator", "assistant", "secretary_lead", "secretary"],
  DisposeAnswers: ["chair", "moderator", "assistant", "secretary_lead", "secretary"],
  UndoFloor: ["chair", "moderator"],
  PassSlip: ["secretary_lead", "secretary", "agency"],
  TakeBackSlip: ["secretary_lead", "secretary", "agency"],
  ReadSlip: ["chair", "moderator", "assistant"],
  SendCue: ["chair", "moderator", "assistant"],
  AcknowledgeCue: ["technician"],
  HandInSpeech: ["moderator", "assistant", "secretary_lead", "secretary", "point"],
  TakeBackSpeech: ["moderator", "assistant", "secretary_lead", "secretary", "point"],
  WriteSegment: ["secretary_lead", "secretary"],
  EditSegment: ["secretary_lead", "secretary"],
  RespellSegment: ["secretary_lead", "secretary"],
  VerifySegment: ["secretary_lead", "secretary"],
  ConfirmWords: ["secretary_lead", "secretary"],
  UndoSegment: ["secretary_lead", "secretary"],
  SplitSegment: ["secretary_lead", "secretary"],
  MergeSegments: ["secretary_lead", "secretary"],
  MoveWords: ["secretary_lead", "secretary"],
  LockSegments: ["secretary_lead"],
  LockTurn: ["secretary_lead"],
  CorrectSegment: ["secretary_lead"],
  TakeSeat: ["secretary_lead", "secretary"],
  LeaveSeat: ["secretary_lead", "secretary"],
  SetRota: ["secretary_lead"],
  AssignTurn: ["secretary_lead"],
  TakeTurn: ["secretary_lead", "secretary"],
  HandOverTurn: ["secretary_lead", "secretary"],
  KeepTurn: ["admin", "chair", "moderator", "secretary_lead"],
  WithdrawContent: ["chair", "moderator"],
  ConfirmWithdrawal: ["chair", "moderator", "assistant", "secretary_lead"],
  CancelWithdrawal: ["chair", "moderator"],
  LogOpinion: ["secretary_lead", "secretary"],
  LogDenunciation: ["secretary_lead", "secretary"],
  ImportOpinions: ["admin", "secretary_lead", "secretary"],
  CarryOver: ["admin", "secretary_lead", "secretary"],
  ReviseOpinion: ["secretary_lead", "secretary"],
  CorrectOpinion: ["secretary_lead"],
  MergeOpinions: ["secretary_lead", "secretary"],
  SplitOpinion: ["secretary_lead", "secretary"],
  FreezeRegister: ["secretary_lead"],
  AssignOpinion: ["admin", "secretary_lead", "secretary"],
  ForwardOpinion: ["admin", "secretary_lead", "secretary"],
  ResolveOpinion: ["admin", "secretary_lead", "secretary", "agency"],
  AnswerOpinion: ["admin", "secretary_lead", "secretary", "agency"],
  GiveFeedback: ["point"],
  AskMoreTime: ["agency"],
  DecidePlea: ["admin", "secretary_lead"],
  DismissDraft: ["secretary_lead", "secretary"],
  SetConclusionPoint: ["chair", "moderator", "secretary_lead", "secretary"],
  RemoveConclusionPoint: ["chair", "moderator", "secretary_lead", "secretary"],
  OrderConclusionPoints: ["chair", "moderator", "secretary_lead", "secretary"],
  ExcludeOpinion: ["chair", "moderator", "secretary_lead", "secretary"],
  IncludeOpinion: ["chair", "moderator", "secretary_lead", "secretary"],
  DraftDocument: ["secretary_lead", "secretary"],
  SubmitDocument: ["secretary_lead"],
  ReturnDocument: ["chair", "secretary_lead"],
  SignDocument: ["chair", "secretary_lead"],
  IssueConclusion: ["secretary_lead"],
  AttachFile: ["secretary_lead", "secretary"],
  NotePrinted: ["chair", "moderator", "assistant", "secretary_lead", "secretary"],
  SetAgencies: ["admin", "secretary_lead"],
  SetCalendar: ["admin", "secretary_lead"],
  SetIssuers: ["admin", "secretary_lead"],
  SetFields: ["admin", "secretary_lead"],
  SetGlossary: ["admin", "secretary_lead"],
  SetUnits: ["admin", "secretary_lead"],
  RemoveUnit: ["admin", "secretary_lead"],
  SetAgency: ["admin", "secretary_lead"],
  MergeAgencies: ["admin", "secretary_lead"],
  RemoveAgency: ["admin", "secretary_lead"],
  SetYear: ["admin", "secretary_lead"],
  SetMeetings: ["admin", "secretary_lead"],
  RemoveMeeting: ["admin", "secretary_lead"],
  SetProfile: ["admin", "secretary_lead"],
  RemoveProfile: ["admin", "secretary_lead"],
};

/** What an absent field means where that is not "", 0, false or empty. */
export const DEFAULTS = {
  Agency: {"level": "province"},
  AgendaItem: {"section": "other"},
  CaptionFlow: {"gate": "flow", "look_ahead": 2},
  Carried: {"answer": "none", "result": "noted"},
  DayCount: {"counting": "working"},
  EndDialogue: {"rest": "written"},
  Figures: {"conferences": 1},
  ImportOpinions: {"origin": "collected"},
  InsertRequest: {"kind": "opinion"},
  InviteNow: {"kind": "speech"},
  KeepRecordings: {"keep": true},
  KeepTurn: {"keep": true},
  MarkCheck: {"passed": true},
  Meeting: {"level": "province", "occasion": "regular", "form": "direct"},
  Plan: {"title": "Hội nghị", "kind": "real", "level": "province", "zone": 420, "rules": {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2, "debate": 0, "back": 0, "order": 0, "answer": 30}},
  PointPlan: {"kind": "commune", "sound": "venue"},
  Policy: {"scope": "conference"},
  RaiseHand: {"kind": "opinion"},
  Rules: {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2, "answer": 30},
  SegmentLayers: {"version": 1, "state": "heard", "kind": "speech"},
  SegmentView: {"kind": "speech"},
  SetHall: {"name_plate": true},
  TuneCaptions: {"look_ahead": 2},
  Unit: {"level": "commune"},
  Wish: {"kind": "opinion"},
} as const;

/** All areas that a view may have. */
export const AREAS = ["conference", "floor", "queue", "points", "transcript", "captions", "opinions", "conclusion", "sheet", "withdrawals", "crowd", "times", "notices", "cues", "desk"] as const;

export type ProblemCode =
  | "account_exists"
  | "agency_in_use"
  | "agency_twice"
  | "already_called"
  | "already_frozen"
  | "already_set_up"
  | "already_waiting"
  | "archive_tampered"
  | "archive_too_big"
  | "archive_unreadable"
  | "bad_arguments"
  | "bad_backup"
  | "bad_code"
  | "bad_command_id"
  | "bad_count"
  | "bad_dates"
  | "bad_day"
  | "bad_field"
  | "bad_merge"
  | "bad_opinion_merge"
  | "bad_opinions"
  | "bad_password"
  | "bad_period"
  | "bad_phone"
  | "bad_plan"
  | "bad_result"
  | "bad_row"
  | "bad_rows"
  | "bad_sheet"
  | "bad_sound"
  | "bad_stretch"
  | "bad_term"
  | "bad_token"
  | "busy"
  | "cell_ambiguous"
  | "cell_bad"
  | "cell_empty"
  | "cell_formula"
  | "cell_merged"
  | "cell_too_long"
  | "cell_unknown"
  | "circular"
  | "column_ignored"
  | "column_twice"
  | "command_id_reused"
  | "conference_exists"
  | "conference_not_open"
  | "deadline_before"
  | "deadline_set"
  | "desk_full"
  | "device_taken"
  | "disk_full"
  | "diverted"
  | "empty_field"
  | "expired_token"
  | "field_in_use"
  | "field_twice"
  | "floor_taken"
  | "folder_busy"
  | "house_not_empty"
  | "in_use"
  | "internal"
  | "list_closed"
  | "marker_fixed"
  | "missing_column"
  | "name_in_use"
  | "new_rows"
  | "no_conference"
  | "no_conference_day"
  | "no_draft"
  | "no_earlier_turn"
  | "no_known_sheet"
  | "no_space"
  | "nobody_waiting"
  | "not_a_paper"
  | "not_a_sheet"
  | "not_a_speech"
  | "not_a_template"
  | "not_allowed"
  | "not_found"
  | "not_frozen"
  | "not_last_call"
  | "not_locked"
  | "not_neighbours"
  | "not_on_floor"
  | "not_their_request"
  | "not_verified"
  | "not_waiting"
  | "not_your_source"
  | "not_your_turn"
  | "nothing_asked"
  | "nothing_to_check"
  | "nothing_to_export"
  | "nothing_to_undo"
  | "number_only"
  | "odd_paper"
  | "office_only"
  | "one_target"
  | "opinion_locked"
  | "opinion_merged"
  | "opinion_not_merged"
  | "other_turn"
  | "other_year"
  | "paper_changed"
  | "paper_gone"
  | "paper_too_big"
  | "pdf_busy"
  | "pdf_failed"
  | "pdf_unavailable"
  | "point_limit"
  | "refused"
  | "revoked"
  | "row_twice"
  | "second_person"
  | "segment_locked"
  | "segment_regrouped"
  | "segment_too_long"
  | "sheet_ignored"
  | "sheet_too_big"
  | "slip_late"
  | "speaker_of_turn"
  | "speech_diverted"
  | "speech_macros"
  | "speech_too_big"
  | "stale_version"
  | "taken_over"
  | "template_acts"
  | "template_code"
  | "template_too_big"
  | "too_late"
  | "too_many_attempts"
  | "too_many_connections"
  | "too_many_editors"
  | "too_many_papers"
  | "too_many_rows"
  | "too_many_slips"
  | "too_much_sound"
  | "unavailable"
  | "unfit_sound"
  | "unit_untyped"
  | "unknown_command"
  | "unknown_event"
  | "unknown_field"
  | "unknown_id"
  | "withdrawal_settled"
  | "words_heard"
  | "wrong_document_stage"
  | "wrong_form"
  | "wrong_notice"
  | "wrong_stage"
  | "wrong_turn_stage";

/** Server → client, on joining and whenever patches were skipped. */
export interface ViewTold {
  version: string;
  seq: number;
  view: View;
}

/** Server → client: a JSON Merge Patch (RFC 7396) from one version of the view to the next. */
export interface PatchTold {
  from: string;
  to: string;
  seq: number;
  patch: unknown;
}

/** Server → client: what concerns this client alone, as of a version of the view. */
export interface MineTold extends Mine {
  version: string;
}

/**
 * Server → client: may be lost; the latest of its kind wins. Times are server time in ms. `editing`
 * tells by actor which segment each secretary edits now.
 */
export type Hint =
  | { kind: "partial"; turn: string; text: string; until: number }
  | { kind: "captioning"; lag_ms: number; words_per_minute: number }
  | { kind: "level"; [field: string]: unknown }
  | { kind: "editing"; editing: Readonly<Record<string, string>> };

/** Why the service said no, in the user's language, with the fields of that code beside. */
export interface Problem {
  code: ProblemCode | (string & {});
  message: string;
  [field: string]: unknown;
}

/** The acknowledgement of `ask`. */
export type AskTold = { seq: number; error?: undefined } | { error: Problem };

/** What POST /api/join answers. `conference` "" is the house itself (administrators). */
export interface JoinTold {
  token: string;
  role: Role;
  conference: string;
  point?: string;
}
