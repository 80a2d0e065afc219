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

/** Mời phát biểu. `request` "" calls the first in the order. */
export interface CallSpeaker {
  type: "CallSpeaker";
  /** At most 64 characters. */
  request?: string;
}

export interface CaptionView {
  turn: string;
  text: string;
}

/** What points, delegates, viewers and the hall read of what is said (day.md D1). */
export type Captions =
  | "off"
  | "live"
  | "verified";

export interface CaptionsView {
  lines: Readonly<Record<string, CaptionView>>;
  order: readonly string[];
}

/** Chủ trì phát biểu: the running turn and its clock stand until the chair has ended. */
export interface ChairSpeaks {
  type: "ChairSpeaks";
  /** At most 64 characters. */
  point: string;
  speaker?: Person;
}

/** Điểm danh: how many delegates sit at `point`; `note` gives the reason for absences. */
export interface CheckIn {
  type: "CheckIn";
  /** At most 64 characters. */
  point: string;
  /** 0 to 100000. */
  present: number;
  /** At most 300 characters. */
  note?: string;
}

export interface CloseConference {
  type: "CloseConference";
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
 * hall's offset from UTC in minutes.
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
  short_title?: string;
  place?: string;
  date?: string;
  item?: string;
  opened_at?: number;
  closed_at?: number;
  host?: string;
}

/** A wrong name is put right on screen, transcript, opinions and papers in one act (D3). */
export interface CorrectSpeaker {
  type: "CorrectSpeaker";
  /** At most 64 characters. */
  turn: string;
  speaker: Person;
}

/** Who is connected and not a point: counts only (house.md, Presence). */
export interface Crowd {
  delegates?: number;
  viewers?: number;
}

export interface DeclineRequest {
  type: "DeclineRequest";
  /** At most 64 characters. */
  request: string;
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

/** Staff see the latest turns, others only those that live. `count` is of all turns. */
export interface FloorView {
  turns: Readonly<Record<string, TurnView>>;
  order: readonly string[];
  coming: readonly string[];
  suspended: readonly string[];
  count: number;
  speaking?: string;
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

/** What concerns one client alone: its own requests and the turn that it holds. */
export interface Mine {
  requests: Readonly<Record<string, MyRequest>>;
  order: readonly string[];
  point?: PointView;
  turn?: TurnView;
}

/** A receipt: number, server time, and the place in the expected order (absent once called). */
export interface MyRequest {
  id: string;
  no: number;
  state: RequestState;
  raised_at: number;
  speaker: Person;
  place?: number;
  topic?: string;
  field?: string;
}

export interface OpenConference {
  type: "OpenConference";
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
}

export interface OpinionsView {
  rows: Readonly<Record<string, OpinionView>>;
  order: readonly string[];
  count: number;
}

export interface PauseConference {
  type: "PauseConference";
}

/** Those who lead the conference, in rank order. */
export interface People {
  chairs?: readonly Person[];
  moderator?: Person;
  secretaries?: readonly Person[];
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
  /** Default {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2}. */
  rules?: Rules;
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

/** `present` is absent until roll call; `kind` "venue" is the main hall. */
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
}

/** Open requests: the first ones in order, and how many there are. */
export interface QueueView {
  requests: Readonly<Record<string, RequestView>>;
  order: readonly string[];
  count: number;
}

/** Đăng ký phát biểu, for oneself or for somebody at `point` who has no device. */
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
  | "order";

export type RequestState =
  | "waiting"
  | "approved"
  | "called"
  | "done"
  | "lowered"
  | "declined";

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

/**
 * Limits that an office sets per conference. `waiting_per_point` 0 means no limit (D6).
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
}

/** The part of the minutes an agenda item belongs to (domain.md §5.4, row 7). */
export type Section =
  | "opening"
  | "report"
  | "dialogue"
  | "reception"
  | "conclusion"
  | "other";

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

/** Tự động / Tên hội nghị / Nghỉ giải lao / Tắt; `name_plate` false is *Ẩn bảng tên*. */
export interface SetHall {
  type: "SetHall";
  hall: Hall;
  /** Default true. */
  name_plate?: boolean;
}

export interface SetSignal {
  type: "SetSignal";
  /** At most 64 characters. */
  point: string;
  picture: Signal;
  voice: Signal;
}

export interface SetUpConference {
  type: "SetUpConference";
  plan: Plan;
  people?: People;
}

/** *Hình, tiếng* as the technician sees and hears them on the video system (day.md D4). */
export type Signal =
  | "unknown"
  | "good"
  | "weak"
  | "none";

/** One stretch of time, [start, end) in server time; `end` 0 while it runs. */
export type Span = readonly [number, number?];

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

/**
 * The called one is ready, says the point, or the moderator for somebody in the hall.
 * They speak at once if nobody else does, else as soon as the running turn is ended.
 */
export interface TakeFloor {
  type: "TakeFloor";
  /** At most 64 characters. */
  turn: string;
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

export interface TranscriptView {
  segments: Readonly<Record<string, SegmentView>>;
  order: readonly string[];
  count: number;
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
 * own point. `limit` is absent where no clock is shown (day.md D2).
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
  crowd?: Crowd;
}

/** Why a turn's clock stands. */
export type Why =
  | "interrupted"
  | "signal_lost"
  | "break";

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
  | SetCaptions
  | SetHall
  | CheckIn
  | SetSignal
  | GoToItem
  | RaiseHand
  | LowerHand
  | ReviseRequest
  | ApproveRequest
  | DeclineRequest
  | CallSpeaker
  | TakeFloor
  | InviteNow
  | ChairSpeaks
  | SuspendFloor
  | ResumeFloor
  | ExtendFloor
  | EndFloor
  | CorrectSpeaker
  | WriteSegment
  | EditSegment
  | VerifySegment
  | LogOpinion
  | ReviseOpinion
  | AssignOpinion
  | AnswerOpinion
  | ForwardOpinion
  | SetConclusionPoint
  | RemoveConclusionPoint;

/** Who may ask what: the server's own table. A screen shows no button beyond it. */
export const MAY_ASK: Readonly<Record<Command["type"], readonly Role[]>> = {
  SetUpConference: ["admin"],
  OpenConference: ["chair", "moderator"],
  PauseConference: ["chair", "moderator"],
  ResumeConference: ["chair", "moderator"],
  CloseConference: ["chair", "moderator"],
  AllowRecording: ["chair", "moderator"],
  ForbidRecording: ["chair", "moderator"],
  SetCaptions: ["chair", "moderator"],
  SetHall: ["chair", "moderator", "assistant"],
  CheckIn: ["chair", "moderator", "assistant", "technician", "point"],
  SetSignal: ["chair", "moderator", "assistant", "technician"],
  GoToItem: ["chair", "moderator", "assistant"],
  RaiseHand: ["chair", "moderator", "assistant", "point", "delegate"],
  LowerHand: ["chair", "moderator", "assistant", "point", "delegate"],
  ReviseRequest: ["chair", "moderator", "assistant", "point"],
  ApproveRequest: ["chair", "moderator", "assistant"],
  DeclineRequest: ["chair", "moderator", "assistant"],
  CallSpeaker: ["chair", "moderator"],
  TakeFloor: ["chair", "moderator", "point"],
  InviteNow: ["chair", "moderator"],
  ChairSpeaks: ["chair", "moderator"],
  SuspendFloor: ["chair", "moderator"],
  ResumeFloor: ["chair", "moderator"],
  ExtendFloor: ["chair", "moderator"],
  EndFloor: ["chair", "moderator"],
  CorrectSpeaker: ["chair", "moderator", "assistant", "secretary_lead", "secretary"],
  WriteSegment: ["secretary_lead", "secretary"],
  EditSegment: ["secretary_lead", "secretary"],
  VerifySegment: ["secretary_lead", "secretary"],
  LogOpinion: ["secretary_lead", "secretary"],
  ReviseOpinion: ["secretary_lead", "secretary"],
  AssignOpinion: ["secretary_lead", "secretary"],
  AnswerOpinion: ["secretary_lead", "secretary"],
  ForwardOpinion: ["secretary_lead", "secretary"],
  SetConclusionPoint: ["chair", "moderator", "secretary_lead", "secretary"],
  RemoveConclusionPoint: ["chair", "moderator", "secretary_lead", "secretary"],
};

/** What an absent field means where that is not "", 0, false or empty. */
export const DEFAULTS = {
  AgendaItem: {"section": "other"},
  InviteNow: {"kind": "speech"},
  Plan: {"title": "Hội nghị", "kind": "real", "level": "province", "zone": 420, "rules": {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2}},
  PointPlan: {"kind": "commune", "sound": "venue"},
  RaiseHand: {"kind": "opinion"},
  Rules: {"speech": 300, "reply": 180, "warn": 60, "waiting_per_point": 2},
  SetHall: {"name_plate": true},
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
  | "not_their_request"
  | "wrong_turn_stage"
  | "bad_day"
  | "other_turn"
  | "busy"
  | "command_id_reused"
  | "unavailable"
  | "no_conference"
  | "not_your_source"
  | "not_on_floor"
  | "bad_sound"
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
