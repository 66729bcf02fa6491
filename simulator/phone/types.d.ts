// What the control API sends; the simulator's own types are in ../state.ts.
export interface CallRecord {
  sid: string;
  to: string;
  from: string;
  status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
  createdAtMs: number;
  startedAtMs: number | null;
  endedAtMs: number | null;
  rang: boolean;
  said: { text: string; language: string }[];
  keys: string[];
  gathering: boolean;
  connectedTo: string | null;
  errors: { code: number | null; message: string }[];
}
export interface MessageRecord {
  sid: string;
  to: string;
  from: string;
  body: string;
  direction: 'outbound-api' | 'outbound-reply' | 'inbound';
  status: string;
  createdAtMs: number;
}
