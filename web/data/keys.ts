/** The names under which answers are kept; a change makes all below a name stale. */
export const keys = {
  days: ['days'] as const,
  day: (date: string) => ['days', date] as const,
  search: ['search'] as const,
  appointment: (id: number) => ['appointments', id] as const,
  timeline: (id: number) => ['appointments', id, 'timeline'] as const,
  attempts: (id: number) => ['appointments', id, 'attempts'] as const,
  testCall: (id: number) => ['appointments', id, 'test-call'] as const,
  plan: (path: string, body: string) => ['plan', path, body] as const,
  saving: ['saving'] as const,
  deskList: ['desk-list'] as const,
  deskItems: (isDone: boolean) => ['desk-list', isDone] as const,
  condition: ['condition'] as const,
  overview: ['overview'] as const,
  users: ['users'] as const,
  apiKeys: ['api-keys'] as const,
  texts: ['texts'] as const,
};
