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

/** Trả lời tại hội nghị (`turn` is where), or in writing. A `promise` keeps the row open. */
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
}

export interface ApproveRequest {
  type: "ApproveRequest";
  /** At most 64 characters. */
  request: string;
}

/** Giao xử lý. */
export interface AssignOpinion {
  type: "AssignOpinion";
  /** At most 64 characters. */
  opinion: string;
  /** At most 300 characters. */
  lead: string;
  coordinating?: readonly string[];
  answer_by?: string;
  resolve_by?: string;
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

/** What the hall reads now: two lines at most, of the turn that speaks. */
export interface CaptionsView {
  turn?: string;
  lines?: readonly string[];
}

/** Chủ trì phát biểu: the running turn and its clock stand until the chair has ended. */
export interface ChairSpeaks {
  type: "ChairSpeaks";
  /** At most 64 characters. */
  point: string;
  speaker?: Person;
}

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
}

export interface ConclusionView {
  points: Readonly<Record<string, ConclusionPointView>>;
  order: readonly string[];
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

export interface ExtendFloor {
  type: "ExtendFloor";
  /** At most 64 characters. */
  turn: string;
  /** 0 to 21600. */
  seconds: number;
}

export interface Field {
  /** At most 64 characters. */
  code: string;
  /** At most 300 characters. */
  name: string;
}

/**
 * Staff see the latest turns, others only those that live. `count` is of all turns.
 * `unanswered` are speeches that await a reply, or somebody's word that none will come.
 */
export interface FloorView {
  turns: Readonly<Record<string, TurnView>>;
  order: readonly string[];
  coming: readonly string[];
  suspended: readonly string[];
  count: number;
  speaking?: string;
  unanswered?: readonly string[];
}

export interface ForbidRecording {
  type: "ForbidRecording";
  /** At most 8000 characters. */
  reason?: string;
}

/** Chuyển cấp có thẩm quyền. */
export interface ForwardOpinion {
  type: "ForwardOpinion";
  /** At most 64 characters. */
  opinion: string;
  /** At most 300 characters. */
  to: string;
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

/** What becomes of words heard in a turn that should not have been. */
export type Heard =
  | "keep"
  | "withdraw"
  | "leave";

/**
 * Mời sau: out of the order, not out of the list. Somebody who is called and does not answer
 * may be held too; then the call is taken back.
 */
export interface HoldRequest {
  type: "HoldRequest";
  /** At most 64 characters. */
  request: string;
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

/** Giữ lại: the recordings of this conference are not removed when they are old (D15). */
export interface KeepRecordings {
  type: "KeepRecordings";
  /** Default true. */
  keep?: boolean;
}

export type Kind =
  | "real"
  | "rehearsal";

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

/**
 * Ghi nhận ý kiến: from segments of one turn, from a turn as it stands, or typed (`text`) for
 * somebody at `point` without a turn.
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

/** Gộp: `requests` ask the same as `into` and stand behind it as co-signers. */
export interface MergeRequests {
  type: "MergeRequests";
  /** At most 64 characters. */
  into: string;
  requests: readonly string[];
}

/**
 * What concerns one client alone: its own requests and the turn that it holds. `rules` is what
 * the expected order goes by, nothing for first come, first served. `closed`: nobody may register
 * any more; texts are taken until `written_until` (0: any time).
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

export interface OpenConference {
  type: "OpenConference";
}

/** The list is open again, and closes only by hand. */
export interface OpenQueue {
  type: "OpenQueue";
}

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
}

export interface OpinionsView {
  rows: Readonly<Record<string, OpinionView>>;
  order: readonly string[];
  count: number;
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
  points?: readonly PointPlan[];
  agenda?: readonly AgendaItem[];
  fields?: readonly Field[];
  agencies?: readonly string[];
  /** Default {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2, "debate": 0, "back": 0, "order": 0, "answer": 30}. */
  rules?: Rules;
  policy?: Policy;
}

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

/** Đăng ký trước: the list handed in before the conference, all of it or nothing. */
export interface RegisterRequests {
  type: "RegisterRequests";
  rows: readonly Wish[];
}

export interface RemoveConclusionPoint {
  type: "RemoveConclusionPoint";
  /** At most 64 characters. */
  point: string;
  version: number;
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

/** Mời lại: a held request is in the order again. */
export interface ReturnRequest {
  type: "ReturnRequest";
  /** At most 64 characters. */
  request: string;
}

/** Change what is set; `version` is the one the editor saw. */
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

export type SegmentState =
  | "heard"
  | "edited"
  | "verified";

/** `unsure` holds the positions of words below the confidence gate. Word times come by HTTP. */
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

export interface SetPolicy {
  type: "SetPolicy";
  policy: Policy;
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

export interface SetUpConference {
  type: "SetUpConference";
  plan: Plan;
  people?: People;
}

/** Speeches, and how long they had the floor (ms). */
export interface Share {
  turns: number;
  time: number;
}

/** By point, by cluster (cụm) and by field ("" is none); only those that spoke. */
export interface Shares {
  points: Readonly<Record<string, Share>>;
  clusters: Readonly<Record<string, Share>>;
  fields: Readonly<Record<string, Share>>;
}

/** *Hình, tiếng* as the technician sees and hears them on the video system (day.md D4). */
export type Signal =
  | "unknown"
  | "good"
  | "weak"
  | "none";

/** One stretch of time, [start, end) in server time; `end` 0 while it runs. */
export type Span = readonly [number, number?];

/** Tách: a merged request is on its own again. */
export interface SplitRequest {
  type: "SplitRequest";
  /** At most 64 characters. */
  request: string;
}

export type Stage =
  | "planned"
  | "open"
  | "paused"
  | "closed";

/** Mất tín hiệu: the clock stands until somebody resumes this turn (D7). */
export interface SuspendFloor {
  type: "SuspendFloor";
  /** At most 64 characters. */
  turn: string;
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

/** Giao … chủ trì, phối hợp với … hoàn thành trước ngày `due`. */
export interface Task {
  /** At most 8000 characters. */
  content: string;
  /** At most 300 characters. */
  lead: string;
  coordinating?: readonly string[];
  due?: string;
  opinions?: readonly string[];
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
  withdrawals?: WithdrawalsView;
  crowd?: Crowd;
  times?: Shares;
  notices?: NoticesView;
  cues?: CuesView;
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
  | SendNotice
  | AcknowledgeNotice
  | SendCue
  | AcknowledgeCue
  | WriteSegment
  | EditSegment
  | RespellSegment
  | VerifySegment
  | LogOpinion
  | ReviseOpinion
  | AssignOpinion
  | AnswerOpinion
  | ForwardOpinion
  | SetConclusionPoint
  | RemoveConclusionPoint
  | WithdrawContent
  | ConfirmWithdrawal
  | CancelWithdrawal
  | GateCaptions
  | TuneCaptions
  | HandInSpeech
  | TakeBackSpeech
  | SetGlossary;

/** Who may ask what: the server's own table. A screen shows no button beyond it. */
export const MAY_ASK: Readonly<Record<Command["type"], readonly Role[]>> = {
  SetUpConference: ["admin"],
  OpenConference: ["chair", "moderator"],
  PauseConference: ["chair", "moderator"],
  ResumeConference: ["chair", "moderator"],
  CloseConference: ["chair", "moderator"],
  AllowRecording: ["chair", "moderator"],
  ForbidRecording: ["chair", "moderator"],
  KeepRecordings: ["admin", "chair", "moderator"],
  SetCaptions: ["chair", "moderator"],
  SetHall: ["chair", "moderator", "assistant"],
  CheckIn: ["chair", "moderator", "assistant", "technician", "point"],
  MarkCheck: ["chair", "moderator", "assistant", "technician", "point"],
  SetSignal: ["chair", "moderator", "assistant", "technician"],
  GoToItem: ["chair", "moderator", "assistant"],
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
  SendNotice: ["chair", "moderator", "assistant", "technician", "point"],
  AcknowledgeNotice: ["chair", "moderator", "assistant", "technician", "point"],
  SendCue: ["chair", "moderator", "assistant"],
  AcknowledgeCue: ["technician"],
  WriteSegment: ["secretary_lead", "secretary"],
  EditSegment: ["secretary_lead", "secretary"],
  RespellSegment: ["secretary_lead", "secretary"],
  VerifySegment: ["secretary_lead", "secretary"],
  LogOpinion: ["secretary_lead", "secretary"],
  ReviseOpinion: ["secretary_lead", "secretary"],
  AssignOpinion: ["secretary_lead", "secretary"],
  AnswerOpinion: ["secretary_lead", "secretary"],
  ForwardOpinion: ["secretary_lead", "secretary"],
  SetConclusionPoint: ["chair", "moderator", "secretary_lead", "secretary"],
  RemoveConclusionPoint: ["chair", "moderator", "secretary_lead", "secretary"],
  WithdrawContent: ["chair", "moderator"],
  ConfirmWithdrawal: ["chair", "moderator", "assistant", "secretary_lead"],
  CancelWithdrawal: ["chair", "moderator"],
  GateCaptions: ["chair", "moderator", "assistant"],
  TuneCaptions: ["chair", "moderator", "assistant", "technician"],
  HandInSpeech: ["moderator", "assistant", "secretary_lead", "secretary", "point"],
  TakeBackSpeech: ["moderator", "assistant", "secretary_lead", "secretary", "point"],
  SetGlossary: ["admin", "secretary_lead"],
};

/** What an absent field means where that is not "", 0, false or empty. */
export const DEFAULTS = {
  AgendaItem: {"section": "other"},
  CaptionFlow: {"gate": "flow", "look_ahead": 2},
  EndDialogue: {"rest": "written"},
  InsertRequest: {"kind": "opinion"},
  InviteNow: {"kind": "speech"},
  KeepRecordings: {"keep": true},
  MarkCheck: {"passed": true},
  Plan: {"title": "Hội nghị", "kind": "real", "level": "province", "zone": 420, "rules": {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2, "debate": 0, "back": 0, "order": 0, "answer": 30}},
  PointPlan: {"kind": "commune", "sound": "venue"},
  Policy: {"scope": "conference"},
  RaiseHand: {"kind": "opinion"},
  Rules: {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2, "answer": 30},
  SegmentView: {"kind": "speech"},
  SetHall: {"name_plate": true},
  TuneCaptions: {"look_ahead": 2},
  Wish: {"kind": "opinion"},
} as const;

export type ProblemCode =
  | "refused"
  | "not_allowed"
  | "conference_not_open"
  | "wrong_stage"
  | "already_set_up"
  | "bad_plan"
  | "unknown_id"
  | "stale_version"
  | "empty_field"
  | "already_waiting"
  | "point_limit"
  | "not_waiting"
  | "nobody_waiting"
  | "floor_taken"
  | "marker_fixed"
  | "bad_stretch"
  | "second_person"
  | "withdrawal_settled"
  | "not_their_request"
  | "wrong_turn_stage"
  | "list_closed"
  | "too_late"
  | "bad_rows"
  | "already_called"
  | "diverted"
  | "bad_merge"
  | "not_last_call"
  | "words_heard"
  | "no_earlier_turn"
  | "wrong_notice"
  | "bad_count"
  | "bad_day"
  | "other_turn"
  | "one_target"
  | "speech_diverted"
  | "not_a_speech"
  | "speech_macros"
  | "speech_too_big"
  | "bad_term"
  | "busy"
  | "command_id_reused"
  | "unavailable"
  | "no_conference"
  | "not_your_source"
  | "not_on_floor"
  | "bad_sound"
  | "disk_full"
  | "too_much_sound"
  | "unfit_sound"
  | "bad_field"
  | "unknown_command"
  | "unknown_event"
  | "bad_arguments"
  | "bad_command_id"
  | "bad_token"
  | "expired_token"
  | "bad_code"
  | "bad_password"
  | "device_taken"
  | "taken_over"
  | "revoked"
  | "account_exists"
  | "too_many_attempts"
  | "not_found"
  | "no_space"
  | "bad_sheet"
  | "not_a_sheet"
  | "sheet_too_big"
  | "too_many_rows"
  | "no_known_sheet"
  | "missing_column"
  | "column_twice"
  | "bad_row"
  | "cell_empty"
  | "cell_formula"
  | "cell_merged"
  | "cell_bad"
  | "cell_too_long"
  | "cell_unknown"
  | "cell_ambiguous"
  | "row_twice"
  | "column_ignored"
  | "sheet_ignored"
  | "unit_untyped"
  | "nothing_to_export"
  | "archive_unreadable"
  | "archive_tampered"
  | "archive_too_big"
  | "conference_exists"
  | "internal";

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

/** Server → client: may be lost; the latest of its kind wins. Times are server time in ms. */
export type Hint =
  | { kind: "partial"; turn: string; text: string; until: number }
  | { kind: "captioning"; lag_ms: number; words_per_minute: number }
  | { kind: "level"; [field: string]: unknown }
  | { kind: "editing"; [field: string]: unknown };

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
