/** Made by `npm run client` from the OpenAPI document; not to be changed by hand. */
export interface paths {
  '/v1/appointments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Appointments by start
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: {
          status?: components['schemas']['Status'];
          /** @description First start, inclusive: like startsAt, or a day of the office. */
          from?: string;
          /** @description Last start, exclusive. */
          to?: string;
          /** @description Your name for it. */
          externalId?: string;
          limit?: number;
          /** @description `nextCursor` of the page before. */
          cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page; `nextCursor` is null on the last one. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['AppointmentPage'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    /**
     * Register an appointment
     * @description Answers with the plan of its reminders. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewAppointment'];
        };
      };
      responses: {
        /** @description Registered. */
        201: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Appointment'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/by-external-id/{externalId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Register an appointment, or change it, under your own name for it
     * @description Safe to repeat: the same content changes nothing. One that was cancelled stays so; with another start it is registered anew. Role: desk.
     */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** @description Your name for it. */
          externalId: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['AppointmentContent'];
        };
      };
      responses: {
        /** @description Changed, or as it was. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Appointment'];
          };
        };
        /** @description Registered. */
        201: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Appointment'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Register or change up to 1000 appointments
     * @description An item with `externalId` is registered or changed as by PUT, one without is registered as by POST; a name that comes twice is taken twice, in order. Each has its own result, and those that are refused stop no other. A body of up to 2 MB. Should the items to be registered be more than the key may register today, nothing is: 429. Reminders are under way within seconds. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['Batch'];
        };
      };
      responses: {
        /** @description What came of each item. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['BatchResults'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Plan an appointment's reminders without registering it
     * @description Takes and checks what registering takes. Role: look.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewAppointment'];
        };
      };
      responses: {
        /** @description The plan that registering now would make. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Preview'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/{id}/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Plan an appointment's reminders as a change would, without changing it
     * @description Takes and checks what PATCH takes. Role: look.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['AppointmentChanges'];
        };
      };
      responses: {
        /** @description The plan that changing now would make. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Preview'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One appointment
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The appointment with its plan. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Appointment'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change an appointment
     * @description What is left out stays. A new start, client or list of reminders makes a new plan; a new start also asks for a new confirmation. Role: desk.
     */
    patch: {
      parameters: {
        query?: never;
        header?: {
          /** @description The ETag that was read; another version is 412. */
          'If-Match'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['AppointmentChanges'];
        };
      };
      responses: {
        /** @description The changed appointment with its plan. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Appointment'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        412: components['responses']['PreconditionFailed'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    trace?: never;
  };
  '/v1/appointments/{id}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every decision and event of an appointment, oldest first
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Time, actor, what, and the reason. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Timeline'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/{id}/attempts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The calls and texts of an appointment, oldest first
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description What came of each, and what the client heard. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Attempts'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel an appointment
     * @description Nobody is called about it any more. Repeating it changes nothing. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description The cancelled appointment. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Appointment'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/{id}/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm an appointment on the client's behalf
     * @description Further reminders are not sent. Repeating it changes nothing. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description The confirmed appointment. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Appointment'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/{id}/remind': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Call the client now
     * @description Calling hours, opt-outs and the most calls a day hold; a reminder due within the gap between contacts is used up. 409 names the reason why nobody is called as its code. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description The call is on its way. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CallNow'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Bring a CSV file with appointments
     * @description Its first line names the columns, which are recognised in English, German, Spanish and French. Where they are, the lines are checked at once; nothing is registered before the import is applied. Role: desk.
     */
    post: {
      parameters: {
        query?: {
          /** @description For people. */
          fileName?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      /** @description Up to 100 MB and 100,000 lines; comma, semicolon or tab; UTF-8, UTF-16 with a byte order mark, or Windows-1252. */
      requestBody: {
        content: {
          'text/csv': string;
        };
      };
      responses: {
        /** @description The import. */
        201: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Import'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How far an import is, and what its lines would do
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The import. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Import'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    /**
     * Forget a file and its lines
     * @description What it has registered stays; if it is being applied, nothing is imported. All files are forgotten after a day. Role: desk.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description It is forgotten. */
        204: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content?: never;
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/{id}/lines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What would come of each line, or has come of it
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: {
          /** @description `ignored`: nothing is wrong with the line, but it has passed, is said twice, was cancelled, or is known by another name. */
          outcome?: components['schemas']['LineOutcome'];
          limit?: number;
          /** @description `nextCursor` of the page before. */
          cursor?: string;
        };
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page, in the order of the file. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ImportLinePage'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/{id}/mapping': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Say what the columns hold
     * @description Checks all lines anew. The next file with the same header, whoever brings it, is read in the same way. Role: desk.
     */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ImportMapping'];
        };
      };
      responses: {
        /** @description The import, which is being checked. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Import'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/imports/{id}/apply': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import all good lines, or none
     * @description In one transaction. If any line is refused, nothing is imported, unless `skipRefused` says that the others are wanted. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ImportApplication'];
        };
      };
      responses: {
        /** @description It is being applied, or was. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Import'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Appointments and their answers as a CSV file, by start
     * @description `start` is on the office’s clock. Changed in a spreadsheet, the file can be imported again. Role: look.
     */
    get: {
      parameters: {
        query?: {
          /** @description First start, inclusive: like startsAt, or a day of the office. */
          from?: string;
          /** @description Last start, exclusive. */
          to?: string;
          status?: components['schemas']['Status'];
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The file. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'text/csv': components['schemas']['AppointmentTable'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/appointments/{id}/test-call': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a test call would say, and what became of the last one
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description As it stands. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['TestCall'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    /**
     * Ring TEST_CLIENT_PHONE about this appointment
     * @description Keys are answered as always but change nothing. 409 says what stands in the way and what to do; 202 also when Twilio did not answer, so that the phone may ring or not. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The phone rings, or may. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['TestCall'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        502: components['responses']['BadGateway'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/days/{date}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All appointments of a day of the office, by start
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** @description A day of the office. */
          date: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The whole day. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Day'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find appointments by name, number or id
     * @description Role: look.
     */
    get: {
      parameters: {
        query: {
          /** @description Words of the client's name or their beginnings; a phone number as it is usually written, its beginning or its last digits; an id, or an external id. */
          q: string;
          limit?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Those to come first, soonest first. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Found'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/desk-list': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whom to ring by hand, soonest appointment first
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: {
          /** @description false: all that is to be done, soonest appointment first; true: the last 200 that are done. */
          done?: 'true' | 'false';
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The items. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['DeskList'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/desk-list/{id}/done': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take an item off the desk list
     * @description Repeating it changes nothing. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': components['schemas']['DeskDone'];
        };
      };
      responses: {
        /** @description The item, which is off the list. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['DeskItem'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/opt-outs/{phone}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether a number has opted out
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** @description E.164; a number without a country code is read as one of DEFAULT_COUNTRY. */
          phone: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description It has. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['OptOut'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    /**
     * Contact a number no more
     * @description Role: desk.
     */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** @description E.164; a number without a country code is read as one of DEFAULT_COUNTRY. */
          phone: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description It is not contacted from now on. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['OptOut'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    post?: never;
    /**
     * Contact a number again
     * @description Only when its owner wishes so. Role: desk.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** @description E.164; a number without a country code is read as one of DEFAULT_COUNTRY. */
          phone: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description It may be contacted. */
        204: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content?: never;
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sources': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The sources of the settings, and how the last look at each went
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description None, one or more. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Sources'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sources/{name}/rows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Rows that cannot be taken in, or that are listed no more
     * @description Role: look.
     */
    get: {
      parameters: {
        query: {
          state: 'problem' | 'missing';
          limit?: number;
          /** @description `nextAfter` of the page before. */
          after?: string;
        };
        header?: never;
        path: {
          name: 'database' | 'calendar';
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description By external id; `nextAfter` is null on the last page. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SourceRows'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sources/{name}/sync': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Look at a source now, instead of within a minute
     * @description A look that is under way is not overtaken. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          name: 'database' | 'calendar';
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description It begins as soon as a worker is free. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Source'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sources/{name}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let the look that asks go through
     * @description As many moves and cancellations as it has shown, once; repeating it changes nothing. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          name: 'database' | 'calendar';
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description The next look, at once, goes through. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Source'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/calling': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether calls and texts go out, or what holds them back
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description What holds them back; null where nothing does. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Calling'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/calling/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Hold all calls and texts back
     * @description At once, over all workers, until `/v1/calling/resume`. What is due meanwhile waits; once too late, it is skipped with that reason. Repeating it changes nothing. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': components['schemas']['PauseCalling'];
        };
      };
      responses: {
        /** @description Paused, by this request or an earlier one. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Calling'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/calling/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let calls and texts go out again
     * @description Within a quarter of a minute, at the usual pace. Repeating it changes nothing. Role: desk.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description Not paused. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Calling'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/texts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every text that clients hear or read, in every language
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: {
          /** @description BCP 47; one without texts of its own gets those that its clients would hear. Without: all. */
          locale?: string;
          /** @description The client's. */
          name?: string;
          /** @description As when registering. Without: tomorrow at nine. */
          startsAt?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description By language. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Texts'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/rehearsals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Play an appointment through: when its client would be called, and what they would hear
     * @description Takes and checks what registering takes, and the keys that the client presses. Nothing is stored, nobody is called. Role: look.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewRehearsal'];
        };
      };
      responses: {
        /** @description The plan, and the call. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Rehearsal'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Hear what changes, as it happens
     * @description A stream that stays open and tells ids only, within a second. A comment every 15 seconds keeps it so. It ends when its reader signs out, falls behind, or the process ends: connect again, as browsers do by themselves. Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The stream. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'text/event-stream': components['schemas']['Changes'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many were called and what they answered, day by day
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: {
          days?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Today and the days before. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Overview'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/condition': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether all parts are well, and calls go out in time
     * @description What `/readyz` tells machines, for people; with the calls that are overdue. Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Part by part. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Condition'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who is signed in, and at which office
     * @description Role: look.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The session. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Session'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    /**
     * Sign in
     * @description Starts a session and sets its cookie: 7 days from its last use, 30 at most. 5 wrong passwords in a row lock the user for a minute, further ones for up to 15.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SignIn'];
        };
      };
      responses: {
        /** @description Signed in. */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Session'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    /**
     * Sign out
     * @description Role: look.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description The session has ended. */
        204: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content?: never;
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Sign out everywhere
     * @description Ends all of one's own sessions, this one too. Role: look.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description All sessions have ended. */
        204: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content?: never;
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/session/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change the own password
     * @description Ends one's other sessions. Role: look.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['PasswordChange'];
        };
      };
      responses: {
        /** @description The new one counts. */
        204: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content?: never;
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who may sign in
     * @description Role: admin.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description All users, by name. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Users'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    /**
     * Add a user
     * @description Without a password, nobody can sign in as this user until one is set. Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewUser'];
        };
      };
      responses: {
        /** @description Added. */
        201: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['User'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change a user
     * @description Another password or role, or disabling, ends the user's sessions. Another password, or `disabled: false`, unlocks a user who was locked after wrong passwords. Role: admin.
     */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['UserChange'];
        };
      };
      responses: {
        /** @description The user as it is now. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['User'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    trace?: never;
  };
  '/v1/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All API keys, those in use first
     * @description Role: admin.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Without their secrets, which are not stored. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ApiKeys'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    /**
     * Make an API key
     * @description Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewApiKey'];
        };
      };
      responses: {
        /** @description With its secret, this once. */
        201: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CreatedApiKey'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke an API key
     * @description At once, with the sessions that were started by it. Repeating it changes nothing. Role: admin.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description The revoked key. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ApiKey'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhook-endpoints': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where events are sent
     * @description Role: admin.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description All endpoints, without their secrets. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookEndpoints'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    /**
     * Have events sent to an address
     * @description Signed as Standard Webhooks has it. At most 20 endpoints. Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewWebhookEndpoint'];
        };
      };
      responses: {
        /** @description With its secret, this once. */
        201: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookEndpointWithSecret'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhook-endpoints/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One endpoint
     * @description Role: admin.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Without its secret. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookEndpoint'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    /**
     * Send no more events there
     * @description With its log; what is on its way ends. Role: admin.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description Removed. */
        204: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content?: never;
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    options?: never;
    head?: never;
    /**
     * Change an endpoint, switch it off or on
     * @description While it is off, its events are kept as missed. Switching it on does not send them: ask for that by `redeliver-missed`. Role: admin.
     */
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['WebhookEndpointChange'];
        };
      };
      responses: {
        /** @description The endpoint as it is now. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookEndpoint'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    trace?: never;
  };
  '/v1/webhook-endpoints/{id}/rotate-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an endpoint another secret
     * @description For 24 hours both sign, so that the receiver can change over in between. A secret still older signs no more, at once. Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description With its new secret, this once. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookEndpointWithSecret'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhook-endpoints/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * An endpoint's log
     * @description Kept for 30 days. Role: admin.
     */
    get: {
      parameters: {
        query?: {
          state?: 'waiting' | 'delivered' | 'failed';
          limit?: number;
          /** @description `nextCursor` of the page before. */
          cursor?: string;
        };
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page, the newest first. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookDeliveries'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhook-deliveries/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One delivery, with its tries
     * @description Role: admin.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description What came of each try; answers are not kept. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookDeliveryWithTries'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhook-deliveries/{id}/redeliver': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send an event again
     * @description Whatever came of it before, under the same `webhook-id`. One that waits for its next try is tried now. Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description It is on its way. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookDelivery'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhook-endpoints/{id}/redeliver-missed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send all that an endpoint has missed
     * @description The oldest first, 1000 at once. Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description They are on their way. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RedeliveredMissed'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/webhook-endpoints/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a test event
     * @description Of type `slotkeeper.test`, whichever types the endpoint wants. Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description Repeats get the first reply, for 24 hours; the same key with another request is 422, while the first one runs 409. */
          'Idempotency-Key'?: string;
        };
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description It is on its way; ask for it again. */
        202: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['WebhookDelivery'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        409: components['responses']['Conflict'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/calendar-feeds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All calendar feeds, those in use first
     * @description Role: admin.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Without their addresses, which are not stored. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CalendarFeeds'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    put?: never;
    /**
     * Make a calendar feed
     * @description Whoever has its address reads the names, numbers and answers of today's clients and those of the next 7 days. Role: admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['NewCalendarFeed'];
        };
      };
      responses: {
        /** @description With its address, this once. */
        201: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CreatedCalendarFeed'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/calendar-feeds/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke a calendar feed
     * @description At once. Repeating it changes nothing. Role: admin.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: number;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': Record<string, never>;
        };
      };
      responses: {
        /** @description The revoked feed. */
        200: {
          headers: {
            RateLimit: components['headers']['RateLimit'];
            'RateLimit-Policy': components['headers']['RateLimit-Policy'];
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['CalendarFeed'];
          };
        };
        400: components['responses']['BadRequest'];
        401: components['responses']['Unauthorized'];
        403: components['responses']['Forbidden'];
        404: components['responses']['NotFound'];
        408: components['responses']['RequestTimeout'];
        413: components['responses']['PayloadTooLarge'];
        415: components['responses']['UnsupportedMediaType'];
        422: components['responses']['UnprocessableEntity'];
        429: components['responses']['TooManyRequests'];
        500: components['responses']['InternalServerError'];
        503: components['responses']['ServiceUnavailable'];
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description Problem details, RFC 9457. */
    Problem: {
      /** @enum {string} */
      type: 'about:blank';
      title: string;
      status: number;
      /**
       * @description Stable; branch on this.
       * @example invalid
       */
      code: string;
      detail: string;
      errors?: {
        path: string;
        message: string;
        /** @description Values that would do, such as the two instants of an hour that a clock repeats. */
        choices?: string[];
      }[];
      /** @description With `external_id_taken`: who has it. */
      existingId?: number;
      requestId: string;
    };
    Appointment: {
      /** @example 17 */
      id: number;
      externalId: string | null;
      /** @description Names the plan; grows when what is said, dialled or decided changes. */
      revision: number;
      /** @description Grows with every change; it is the ETag. */
      version: number;
      status: components['schemas']['Status'];
      past: boolean;
      attended: boolean | null;
      /** @description The number wants to be contacted no more, on no channel. */
      optedOut: boolean;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAtLocal: string;
      durationMinutes: number | null;
      client: {
        name: string;
        /** @description E.164 */
        phone: string;
        locale: string | null;
        timeZone: string | null;
      };
      reminders: components['schemas']['Reminder'][];
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      bookedAt: string;
      metadata: {
        [key: string]: string | number | boolean | null;
      };
      lastEvent?: components['schemas']['TimelineEvent'];
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      updatedAt: string;
      links: {
        self: string;
        timeline: string;
        /** @description In the Temporal Web UI. */
        workflow?: string;
      };
    };
    /** @enum {string} */
    Status: 'scheduled' | 'confirmed' | 'reschedule_requested' | 'cancelled';
    Reminder: {
      /** @description 1, 2, … by time; 0 is "call now". */
      number: number;
      /**
       * @description null for "call now".
       * @example P1D
       */
      offset: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      dueAt: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      dueAtLocal: string;
      /** @enum {string} */
      state: 'planned' | 'calling' | 'reached' | 'not_reached' | 'skipped';
      reason?: components['schemas']['Reason'];
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      movedFrom?: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      movedFromLocal?: string;
      /**
       * @description For people, in English and on the office's clock.
       * @example We will call on Tuesday, November 24 at 2:00 PM.
       */
      summary: string;
    };
    /**
     * @description Why a reminder was moved, put off, skipped, or had to be handed to a person.
     * @enum {string}
     */
    Reason:
      | 'outside_hours'
      | 'booked_late'
      | 'too_soon_after_contact'
      | 'combined'
      | 'answered'
      | 'cancelled'
      | 'changed'
      | 'opted_out'
      | 'cap_reached'
      | 'too_late'
      | 'number_busy'
      | 'refused'
      | 'country_not_allowed'
      | 'number_type_not_allowed'
      | 'fixed_line'
      | 'not_in_dial_only'
      | 'account_refused'
      | 'paused'
      | 'unresolved'
      | 'not_reached'
      | 'reschedule_requested'
      | 'cancelled_late'
      | 'source_conflict'
      | 'called_now'
      | 'failed';
    TimelineEvent: {
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      at: string;
      /** @description `system`, `client`, `twilio`, `staff:<name>`, or `source:<name>` such as `source:database`. */
      actor: string;
      /** @enum {string} */
      what:
        | 'registered'
        | 'changed'
        | 'confirmed'
        | 'cancelled'
        | 'attendance_recorded'
        | 'call_now_requested'
        | 'reminder_moved'
        | 'reminder_skipped'
        | 'reminder_deferred'
        | 'call_placed'
        | 'call_refused'
        | 'call_unresolved'
        | 'call_resolved'
        | 'call_retired'
        | 'call_picked_up'
        | 'named_together'
        | 'call_ended'
        | 'redial_planned'
        | 'answer_recorded'
        | 'answer_ignored'
        | 'text_sent'
        | 'text_refused'
        | 'text_unresolved'
        | 'text_ended'
        | 'desk_listed'
        | 'desk_done'
        | 'opted_out'
        | 'opted_in'
        | 'source_overruled'
        | 'written_back'
        | 'write_back_passed_over'
        | 'test_call';
      reason?: components['schemas']['Reason'];
      /** @example 17-1-2-1 */
      attempt?: string;
      detail: {
        [key: string]: unknown;
      };
      /**
       * @description For people, in English and on the office's clock; without its own time.
       * @example The client confirmed by phone
       */
      summary: string;
    };
    NewAppointment: {
      client: {
        /** @example Ada Lovelace */
        name: string;
        /**
         * @description E.164; a number without a country code is read as one of DEFAULT_COUNTRY.
         * @example +14155552671
         */
        phone: string;
        /**
         * @description BCP 47; null: the default language.
         * @example de
         */
        locale?: string | null;
        /**
         * @description IANA time zone.
         * @example Europe/Berlin
         */
        timeZone?: string | null;
      };
      /**
       * @description With an offset from UTC; or local time, which is of `timeZone`, else of the office.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAt: string;
      /**
       * @description IANA time zone.
       * @example Europe/Berlin
       */
      timeZone?: string;
      /** @example 30 */
      durationMinutes?: number | null;
      /**
       * @description How long before the start: ISO 8601 durations. Days count on the office's clock, hours are elapsed time. null: the office's own; []: none.
       * @example [
       *       "P1D",
       *       "PT1H"
       *     ]
       */
      reminders?: string[] | null;
      /** @description When it was really booked, if not now; reminders keep their distance from it. */
      bookedAt?: string;
      /**
       * @description Yours, given back as it is: up to 20 plain values.
       * @example {
       *       "room": "3"
       *     }
       */
      metadata?: {
        [key: string]: string | number | boolean | null;
      };
      /**
       * @description Your name for it.
       * @example crm-4711
       */
      externalId?: string | null;
    };
    AppointmentContent: {
      client: {
        /** @example Ada Lovelace */
        name: string;
        /**
         * @description E.164; a number without a country code is read as one of DEFAULT_COUNTRY.
         * @example +14155552671
         */
        phone: string;
        /**
         * @description BCP 47; null: the default language.
         * @example de
         */
        locale?: string | null;
        /**
         * @description IANA time zone.
         * @example Europe/Berlin
         */
        timeZone?: string | null;
      };
      /**
       * @description With an offset from UTC; or local time, which is of `timeZone`, else of the office.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAt: string;
      /**
       * @description IANA time zone.
       * @example Europe/Berlin
       */
      timeZone?: string;
      /** @example 30 */
      durationMinutes?: number | null;
      /**
       * @description How long before the start: ISO 8601 durations. Days count on the office's clock, hours are elapsed time. null: the office's own; []: none.
       * @example [
       *       "P1D",
       *       "PT1H"
       *     ]
       */
      reminders?: string[] | null;
      /** @description When it was really booked, if not now; reminders keep their distance from it. */
      bookedAt?: string;
      /**
       * @description Yours, given back as it is: up to 20 plain values.
       * @example {
       *       "room": "3"
       *     }
       */
      metadata?: {
        [key: string]: string | number | boolean | null;
      };
    };
    BatchResults: {
      /** @description One for each item, in order; the status is that of a request of its own. */
      results: (
        | {
            status: 200 | 201;
            appointment: {
              /** @example 17 */
              id: number;
              externalId: string | null;
              /** @description Names the plan; grows when what is said, dialled or decided changes. */
              revision: number;
              /** @description Grows with every change; it is the ETag. */
              version: number;
              status: components['schemas']['Status'];
              /**
               * Format: date-time
               * @example 2026-11-24T08:00:00Z
               */
              startsAt: string;
            };
          }
        | {
            status: 409 | 422;
            /**
             * @description Stable; branch on this.
             * @example invalid
             */
            code: string;
            detail: string;
            errors?: {
              path: string;
              message: string;
              /** @description Values that would do, such as the two instants of an hour that a clock repeats. */
              choices?: string[];
            }[];
          }
      )[];
    };
    Batch: {
      items: components['schemas']['NewAppointment'][];
    };
    Preview: {
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAtLocal: string;
      reminders: components['schemas']['Reminder'][];
    };
    AppointmentChanges: {
      client?: {
        /** @example Ada Lovelace */
        name?: string;
        /**
         * @description E.164; a number without a country code is read as one of DEFAULT_COUNTRY.
         * @example +14155552671
         */
        phone?: string;
        /**
         * @description BCP 47; null: the default language.
         * @example de
         */
        locale?: string | null;
        /**
         * @description IANA time zone.
         * @example Europe/Berlin
         */
        timeZone?: string | null;
      };
      /**
       * @description With an offset from UTC; or local time, which is of `timeZone`, else of the office.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAt?: string;
      /**
       * @description IANA time zone.
       * @example Europe/Berlin
       */
      timeZone?: string;
      /** @example 30 */
      durationMinutes?: number | null;
      /**
       * @description How long before the start: ISO 8601 durations. Days count on the office's clock, hours are elapsed time. null: the office's own; []: none.
       * @example [
       *       "P1D",
       *       "PT1H"
       *     ]
       */
      reminders?: string[] | null;
      /**
       * @description Yours, given back as it is: up to 20 plain values.
       * @example {
       *       "room": "3"
       *     }
       */
      metadata?: {
        [key: string]: string | number | boolean | null;
      };
      /** @description Whether the client came; once the start has passed. */
      attended?: boolean;
    };
    AppointmentPage: {
      data: components['schemas']['Appointment'][];
      nextCursor: string | null;
    };
    Timeline: {
      data: components['schemas']['TimelineEvent'][];
    };
    Attempts: {
      data: components['schemas']['Attempt'][];
    };
    Attempt: {
      /** @example 17-1-2-1 */
      id: string;
      /** @enum {string} */
      channel: 'call' | 'sms';
      /** @enum {string} */
      purpose: 'reminder' | 'confirmation' | 'test';
      /** @enum {string} */
      state: 'reserved' | 'dialing' | 'placed' | 'unresolved' | 'ended' | 'refused' | 'retired';
      /** @enum {string|null} */
      outcome: 'picked_up' | 'voicemail' | 'busy' | 'no_answer' | 'failed' | 'canceled' | 'delivered' | null;
      /** @enum {string|null} */
      answer: 'confirm' | 'reschedule' | 'cancel' | 'opt_out' | 'office' | 'none' | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      dialedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      pickedUpAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      endedAt: string | null;
      /**
       * @description Of what was said, BCP 47.
       * @example de
       */
      locale: string | null;
      /** @description What was spoken when the phone was picked up, or the body of the text. */
      said: string | null;
      /**
       * @description Twilio's.
       * @example 21610
       */
      errorCode: string | null;
      /**
       * @description What that code means.
       * @example the client has opted out by STOP
       */
      error: string | null;
      /**
       * @description For people, in English and on the office's clock.
       * @example Called 09:00, no answer
       */
      summary: string;
    };
    CallNow: {
      /** @example 17-2-0-1 */
      attempt: string;
      reminder: components['schemas']['Reminder'];
      appointment: components['schemas']['Appointment'];
    };
    Import: {
      id: number;
      fileName: string;
      /**
       * @description `uploaded`: a needed column is missing, say which it is. `checking`, then `checked`: the dry run; nothing is registered. `applying`, then `applied`.
       * @enum {string}
       */
      state: 'uploaded' | 'checking' | 'checked' | 'applying' | 'applied' | 'failed';
      /** @enum {string} */
      encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
      delimiter: string;
      columns: {
        name: string;
        field: components['schemas']['ImportField'];
      }[];
      /** @description What no column holds, though it is needed. */
      missing: components['schemas']['ImportField'][];
      /** @description The fields were chosen for an earlier such file. */
      isRemembered: boolean;
      /**
       * @description As it was chosen.
       * @example day_first
       * @enum {string|null}
       */
      dateOrder: 'day_first' | 'month_first' | null;
      /** @description For people: what was assumed, and what had better be known. */
      notes: string[];
      /** @description Without the header and blank ones. */
      lines: number;
      /** @description Lines that are checked, or applied; of `total`. */
      done: number;
      total: number;
      counts: {
        registers: number;
        changes: number;
        unchanged: number;
        refused: number;
        ignored: number;
      };
      /** @description How many the caller may still register today: MAX_APPOINTMENTS_PER_KEY_PER_DAY. */
      remainingToday: number;
      /** @description Why the last try imported nothing. */
      error?: {
        /** @enum {string} */
        code: 'key_cap_reached' | 'lines_changed' | 'internal';
        detail: string;
      };
      sample: {
        line: number;
        cells: string[];
      }[];
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      links: {
        self: string;
        lines: string;
      };
    };
    /**
     * @description What a column holds: `start` is a day and a time, or `date` and `time` are two columns; `name`, or `firstName` and `lastName`. A column with `metadata` goes there under its own name.
     * @enum {string|null}
     */
    ImportField:
      | 'externalId'
      | 'name'
      | 'firstName'
      | 'lastName'
      | 'phone'
      | 'start'
      | 'date'
      | 'time'
      | 'timeZone'
      | 'locale'
      | 'clientTimeZone'
      | 'duration'
      | 'reminders'
      | 'status'
      | 'metadata'
      | null;
    ImportLinePage: {
      data: components['schemas']['ImportLine'][];
      nextCursor: string | null;
    };
    ImportLine: {
      /** @description In the file, whose header is in line 1. */
      line: number;
      outcome: components['schemas']['LineOutcome'];
      cells: string[];
      externalId: string | null;
      appointmentId: number | null;
      reasons: {
        /** @description As the file names it; empty: the line as a whole. */
        column: string;
        value: string;
        /** @description Continues the column's name. */
        message: string;
      }[];
    };
    /**
     * @description `ignored`: nothing is wrong with the line, but it has passed, is said twice, was cancelled, or is known by another name.
     * @enum {string}
     */
    LineOutcome: 'registers' | 'changes' | 'unchanged' | 'refused' | 'ignored';
    ImportMapping: {
      /** @description Of each column its field, in order; null leaves it out. */
      fields: components['schemas']['ImportField'][];
      /**
       * @description Whether 03/04/2026 is in March or April; null: by the file, else by DEFAULT_COUNTRY.
       * @example day_first
       * @enum {string|null}
       */
      dateOrder?: 'day_first' | 'month_first' | null;
    };
    ImportApplication: {
      /**
       * @description Imports the good lines although others are refused.
       * @default false
       */
      skipRefused: boolean;
    };
    /** @description UTF-8 with a byte order mark, commas, one line an appointment. A text that begins like a formula has an apostrophe before it, E.164 numbers as well; our own import takes it off. */
    AppointmentTable: string;
    TestCall: {
      /** @description TEST_CLIENT_PHONE, which is rung; E.164. */
      phone: string | null;
      /** @description About whose appointment the call is. */
      clientName: string;
      /** @description What is heard when the phone is picked up. */
      said: {
        text: string;
        /** @description BCP 47 */
        language: string;
      }[];
      /** @description Why no call can be made, and what to do. */
      hindrance: string | null;
      /** @description The last test call about this appointment. */
      last: {
        /** @example 17-0-0-1 */
        attempt: string;
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        at: string;
        /**
         * @description What became of it, for people.
         * @example Over: picked up, the client confirmed. Nothing has changed.
         */
        words: string;
        isOver: boolean;
      } | null;
    };
    Day: {
      /** Format: date */
      date: string;
      timeZone: string;
      data: components['schemas']['Row'][];
    };
    Row: {
      /** @example 17 */
      id: number;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAtLocal: string;
      client: {
        name: string;
        /** @description E.164 */
        phone: string;
      };
      status: components['schemas']['Status'];
      past: boolean;
      attended: boolean | null;
      /**
       * @description `good`: confirmed; `wait`: not yet; `act`: a person should do something; `off`: cancelled; `live`: being called right now.
       * @enum {string}
       */
      tone: 'good' | 'wait' | 'act' | 'off' | 'live';
      /** @description The next call or text, as far as it is known now. */
      next: {
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        at: string;
        /**
         * Format: date-time
         * @description The same instant on the office's clock.
         * @example 2026-11-24T09:00:00+01:00
         */
        atLocal: string;
        /** @enum {string} */
        what: 'call' | 'text';
      } | null;
      /**
       * @description For people, in English and on the office's clock.
       * @example Called 09:00, no answer; calls again at 11:00
       */
      why: string;
      onDeskList: boolean;
      /**
       * Format: date-time
       * @description The last call or text.
       * @example 2026-11-24T08:00:00Z
       */
      lastAt: string | null;
    };
    Found: {
      data: components['schemas']['Row'][];
    };
    DeskList: {
      data: components['schemas']['DeskItem'][];
    };
    DeskItem: {
      id: number;
      appointmentId: number;
      reason: components['schemas']['Reason'];
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      since: string;
      client: {
        name: string;
        phone: string;
      };
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAtLocal: string;
      /**
       * @description The client's number as it is written.
       * @example +49 1512 3456789
       */
      phone: string;
      /**
       * @description For people, in English and on the office's clock.
       * @example Not reached; called 09:00 and 11:00, no answer
       */
      why: string;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      doneAt: string | null;
      /** @description `staff:<name>`; `system` when it settled itself. */
      doneBy: string | null;
      note: string | null;
    };
    DeskDone: {
      note?: string;
    };
    OptOut: {
      phone: string;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      since: string;
      actor: string;
    };
    Sources: {
      data: components['schemas']['Source'][];
    };
    Source: {
      /** @enum {string} */
      name: 'database' | 'calendar';
      /** @description The last one that came to an end. */
      lastRun: {
        id: number;
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        startedAt: string;
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        endedAt: string;
        /**
         * @description held: it would have moved or cancelled more than a fifth of the appointments ahead, so it changed nothing and asks.
         * @enum {string}
         */
        state: 'done' | 'held' | 'failed';
        counts: {
          /** @description Rows that the source lists. */
          seen?: number;
          registered?: number;
          changed?: number;
          cancelled?: number;
          /** @description Rows that could not be taken in. */
          problems?: number;
          /** @description Rows that the source does not list any more. */
          missing?: number;
          /** @description Appointments ahead that came from this source, before this look. */
          ahead?: number;
          /** @description How many of them it would move, or has moved. */
          moves?: number;
          /** @description How many of them it would cancel, or has cancelled. */
          cancels?: number;
        };
        error: string | null;
        approvedBy: string | null;
      } | null;
      /** @description The last look asks; approve it, or mend the source. */
      isHeld: boolean;
      /** @description Rows that cannot be taken in as they are now. */
      problems: number;
      /** @description Rows that it does not list any more, whose start is ahead. */
      missing: number;
      writesBack: boolean;
      /** @description Why the last answer could not be written. */
      writeBackError: string | null;
    };
    SourceRows: {
      data: {
        externalId: string;
        appointmentId: number | null;
        problems: {
          column: string;
          value?: string;
          message: string;
        }[];
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        missingSince: string | null;
      }[];
      nextAfter: string | null;
    };
    Calling: {
      paused: {
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        since: string;
        /**
         * @description Who did it.
         * @example staff:first
         */
        by: string;
        reason: string | null;
      } | null;
      /** @description Twilio refuses the account; one attempt a minute tries again. */
      accountRefused: {
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        since: string;
        /**
         * @description Twilio's error code.
         * @example 20003
         */
        code: string | null;
        detail: string | null;
      } | null;
    };
    PauseCalling: {
      reason?: string;
    };
    Texts: {
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAtLocal: string;
      data: {
        /**
         * @description The file in messages/.
         * @example de
         */
        locale: string;
        /**
         * @description BCP 47
         * @example de-DE
         */
        language: string;
        /**
         * @description Twilio's name of it.
         * @example Polly.Vicki-Neural
         */
        voice: string;
        texts: (
          | {
              /** @enum {string} */
              name:
                | 'reminder'
                | 'reminder_several'
                | 'reminder_unnamed'
                | 'voicemail'
                | 'voicemail_several'
                | 'voicemail_unnamed'
                | 'test_note'
                | 'confirmed'
                | 'confirmed_several'
                | 'several_call_office'
                | 'reschedule'
                | 'cancelled'
                | 'opt_out_ask'
                | 'opted_out'
                | 'connecting'
                | 'after_office'
                | 'wrong_key'
                | 'missing_key'
                | 'goodbye'
                | 'changed'
                | 'was_cancelled'
                | 'already_answered'
                | 'call_office';
              /** @enum {string} */
              kind: 'spoken';
              text: string;
            }
          | {
              /** @enum {string} */
              name:
                | 'sms_reminder'
                | 'sms_reminder_several'
                | 'sms_confirmed'
                | 'sms_confirmed_several'
                | 'sms_reschedule'
                | 'sms_cancelled'
                | 'sms_several_call_office'
                | 'sms_changed'
                | 'sms_not_understood'
                | 'sms_no_appointment'
                | 'sms_call_office';
              /** @enum {string} */
              kind: 'sms';
              text: string;
              /** @enum {string} */
              encoding: 'GSM-7' | 'UCS-2';
              characters: number;
              /** @description As many as are paid for. */
              segments: number;
            }
        )[];
        /** @description What clients may write, in small letters, by what it means. */
        understood: {
          confirm?: string[];
          reschedule?: string[];
          cancel?: string[];
          stop?: string[];
          start?: string[];
        };
      }[];
    };
    Rehearsal: {
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      startsAt: string;
      /**
       * Format: date-time
       * @description The same instant on the office's clock.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAtLocal: string;
      reminders: components['schemas']['Reminder'][];
      /**
       * @description BCP 47, of what is said.
       * @example en-US
       */
      language: string;
      voice: string;
      steps: {
        /** @description null: the phone is picked up. */
        key: string | null;
        said: string;
        /** @description For people: what it does, and how the call goes on. */
        result: string;
        /**
         * @description What would be recorded.
         * @enum {string|null}
         */
        answer: 'confirm' | 'reschedule' | 'cancel' | 'opt_out' | 'office' | 'none' | null;
        /** @enum {string} */
        then: 'gather' | 'hang_up' | 'dial_office';
      }[];
    };
    NewRehearsal: {
      client: {
        /** @example Ada Lovelace */
        name: string;
        /**
         * @description E.164; a number without a country code is read as one of DEFAULT_COUNTRY.
         * @example +14155552671
         */
        phone: string;
        /**
         * @description BCP 47; null: the default language.
         * @example de
         */
        locale?: string | null;
        /**
         * @description IANA time zone.
         * @example Europe/Berlin
         */
        timeZone?: string | null;
      };
      /**
       * @description With an offset from UTC; or local time, which is of `timeZone`, else of the office.
       * @example 2026-11-24T09:00:00+01:00
       */
      startsAt: string;
      /**
       * @description IANA time zone.
       * @example Europe/Berlin
       */
      timeZone?: string;
      /** @example 30 */
      durationMinutes?: number | null;
      /**
       * @description How long before the start: ISO 8601 durations. Days count on the office's clock, hours are elapsed time. null: the office's own; []: none.
       * @example [
       *       "P1D",
       *       "PT1H"
       *     ]
       */
      reminders?: string[] | null;
      /** @description When it was really booked, if not now; reminders keep their distance from it. */
      bookedAt?: string;
      /**
       * @description Yours, given back as it is: up to 20 plain values.
       * @example {
       *       "room": "3"
       *     }
       */
      metadata?: {
        [key: string]: string | number | boolean | null;
      };
      /**
       * @description Your name for it.
       * @example crm-4711
       */
      externalId?: string | null;
      /** @default [] */
      keys: string[];
    };
    /**
     * @description Server-sent events. `appointments`, data `{"ids":[17]}`: something happened to these. `desk`, `calling`, data `{}`: the desk list, or what holds calls back, is another. `resync`, data `{}`: read again all that you show; always the first event, and again when the database was away or more happened than is worth listing.
     * @example event: appointments
     *     data: {"ids":[17]}
     */
    Changes: string;
    Overview: {
      timeZone: string;
      /** @description Oldest first; the last is today. */
      days: {
        /**
         * Format: date
         * @description The office's day.
         * @example 2026-11-24
         */
        date: string;
        /** @description That start on this day, the cancelled ones included. */
        appointments: number;
        /** @description Appointments about which somebody was called. */
        called: number;
        /** @description Of those called: picked up, or left a message with the mailbox. */
        reached: number;
        /** @description Of those called: all the day's calls ended otherwise. */
        notReached: number;
        /** @description Answers of clients, by key or text, given on this day. */
        confirmed: number;
        rescheduled: number;
        cancelled: number;
        /** @description From the due instant of a reminder, perhaps moved, to the request that Twilio ring; first calls only. Milliseconds; null without any. */
        latenessP50Ms: number | null;
        /** @description From the due instant of a reminder, perhaps moved, to the request that Twilio ring; first calls only. Milliseconds; null without any. */
        latenessP99Ms: number | null;
      }[];
      /** @description Over all these days; only the hours in which anybody answered. */
      answersByHour: {
        /** @description On the office's clock. */
        hour: number;
        confirm: number;
        reschedule: number;
        cancel: number;
      }[];
    };
    Condition: {
      calling: components['schemas']['Calling'];
      parts: {
        /** @enum {string} */
        part: 'database' | 'temporal' | 'worker' | 'twilio' | 'backlog' | 'source' | 'webhooks';
        /** @enum {string} */
        state: 'well' | 'unwell' | 'unknown';
        /** @description For people: how it is, and what to do about it. */
        words: string;
      }[];
    };
    Session: {
      user: {
        /** @description The user's; null when signed in by an API key. */
        id: number | null;
        name: string;
        role: components['schemas']['Role'];
      };
      office: {
        name: string;
        phone: string;
        timeZone: string;
      };
      /** @description Languages that there are texts for. */
      locales: string[];
      defaultCountry: string;
      testClientPhone: string | null;
      /** @description The simulator's phones; null where real ones ring. */
      phonesUrl: string | null;
      workflowsUrl: string | null;
      callsPerSecond: number;
      version: string;
    };
    /**
     * @description Each may do what those before it may.
     * @enum {string}
     */
    Role: 'look' | 'desk' | 'admin';
    SignIn:
      | {
          user: string;
          password: string;
        }
      | {
          apiKey: string;
        };
    PasswordChange: {
      current: string;
      /** @description Length is all that counts (NIST SP 800-63B). */
      next: string;
    };
    Users: {
      data: components['schemas']['User'][];
    };
    User: {
      id: number;
      name: string;
      role: components['schemas']['Role'];
      hasPassword: boolean;
      /**
       * Format: date-time
       * @description After wrong passwords; null when not locked.
       * @example 2026-11-24T08:00:00Z
       */
      lockedUntil: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      disabledAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
    };
    NewUser: {
      /**
       * @description Shown on timelines; capitals make no difference.
       * @example Ana
       */
      name: string;
      role: components['schemas']['Role'];
      /** @description Length is all that counts (NIST SP 800-63B). */
      password?: string;
    };
    UserChange: {
      /**
       * @description Shown on timelines; capitals make no difference.
       * @example Ana
       */
      name?: string;
      role?: components['schemas']['Role'];
      /** @description Length is all that counts (NIST SP 800-63B). */
      password?: string;
      disabled?: boolean;
    };
    ApiKeys: {
      data: components['schemas']['ApiKey'][];
    };
    ApiKey: {
      id: number;
      name: string;
      role: components['schemas']['Role'];
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      /** @description Null: it came from the settings. */
      createdBy: string | null;
      /**
       * Format: date
       * @description The day, UTC.
       */
      lastUsedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      revokedAt: string | null;
    };
    CreatedApiKey: {
      id: number;
      name: string;
      role: components['schemas']['Role'];
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      /** @description Null: it came from the settings. */
      createdBy: string | null;
      /**
       * Format: date
       * @description The day, UTC.
       */
      lastUsedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      revokedAt: string | null;
      /** @description The key itself; it cannot be read again. */
      secret: string;
    };
    NewApiKey: {
      /**
       * @description Shown on timelines; capitals make no difference.
       * @example Ana
       */
      name: string;
      role: components['schemas']['Role'];
    };
    WebhookEndpoints: {
      data: components['schemas']['WebhookEndpoint'][];
    };
    WebhookEndpoint: {
      id: number;
      url: string;
      types: components['schemas']['EventType'][];
      enabled: boolean;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      disabledAt: string | null;
      /**
       * @description `staff` switched it off; `failing`: every try failed for three days; `gone`: it answered 410.
       * @enum {string|null}
       */
      disabledBecause: 'staff' | 'failing' | 'gone' | null;
      /**
       * Format: date-time
       * @description The first try that failed since the last one that did not.
       * @example 2026-11-24T08:00:00Z
       */
      failingSince: string | null;
      /** @description Deliveries that did not arrive, and can be asked for again. */
      missed: number;
      /**
       * Format: date-time
       * @description Until then two secrets sign.
       * @example 2026-11-24T08:00:00Z
       */
      previousSecretUntil: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      createdBy: string;
    };
    /**
     * @description What an event tells.
     * @enum {string}
     */
    EventType:
      | 'appointment.registered'
      | 'appointment.confirmed'
      | 'appointment.reschedule_requested'
      | 'appointment.cancelled'
      | 'appointment.changed'
      | 'appointment.not_reached'
      | 'client.opted_out';
    WebhookEndpointWithSecret: {
      id: number;
      url: string;
      types: components['schemas']['EventType'][];
      enabled: boolean;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      disabledAt: string | null;
      /**
       * @description `staff` switched it off; `failing`: every try failed for three days; `gone`: it answered 410.
       * @enum {string|null}
       */
      disabledBecause: 'staff' | 'failing' | 'gone' | null;
      /**
       * Format: date-time
       * @description The first try that failed since the last one that did not.
       * @example 2026-11-24T08:00:00Z
       */
      failingSince: string | null;
      /** @description Deliveries that did not arrive, and can be asked for again. */
      missed: number;
      /**
       * Format: date-time
       * @description Until then two secrets sign.
       * @example 2026-11-24T08:00:00Z
       */
      previousSecretUntil: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      createdBy: string;
      /**
       * @description Signs the events; it cannot be read again.
       * @example whsec_C2FtcGxl…
       */
      secret: string;
    };
    NewWebhookEndpoint: {
      /** @example https://example.com/webhooks */
      url: string;
      /**
       * @description Without it, all there are today.
       * @default [
       *       "appointment.registered",
       *       "appointment.confirmed",
       *       "appointment.reschedule_requested",
       *       "appointment.cancelled",
       *       "appointment.changed",
       *       "appointment.not_reached",
       *       "client.opted_out"
       *     ]
       */
      types: components['schemas']['EventType'][];
    };
    WebhookEndpointChange: {
      /** @example https://example.com/webhooks */
      url?: string;
      types?: components['schemas']['EventType'][];
      enabled?: boolean;
    };
    WebhookDeliveries: {
      data: components['schemas']['WebhookDelivery'][];
      nextCursor: string | null;
    };
    WebhookDelivery: {
      id: number;
      endpointId: number;
      /**
       * Format: uuid
       * @description The `webhook-id` of every try.
       */
      eventId: string;
      /** @enum {string} */
      type:
        | 'appointment.registered'
        | 'appointment.confirmed'
        | 'appointment.reschedule_requested'
        | 'appointment.cancelled'
        | 'appointment.changed'
        | 'appointment.not_reached'
        | 'client.opted_out'
        | 'slotkeeper.test';
      appointmentId: number | null;
      /**
       * @description `waiting` for its next try; `delivered`: answered 2xx; `failed`: given up after 24 hours, or not tried since the endpoint was off.
       * @enum {string}
       */
      state: 'waiting' | 'delivered' | 'failed';
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      tries: number;
      lastTry: {
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        at: string;
        /** @enum {string} */
        outcome:
          | 'delivered'
          | 'rejected'
          | 'timed_out'
          | 'name_not_found'
          | 'address_not_allowed'
          | 'connection_refused'
          | 'certificate_refused'
          | 'connection_failed';
        /** @description Of the answer, where there was one. */
        status: number | null;
        durationMs: number;
      } | null;
    };
    WebhookDeliveryWithTries: {
      id: number;
      endpointId: number;
      /**
       * Format: uuid
       * @description The `webhook-id` of every try.
       */
      eventId: string;
      /** @enum {string} */
      type:
        | 'appointment.registered'
        | 'appointment.confirmed'
        | 'appointment.reschedule_requested'
        | 'appointment.cancelled'
        | 'appointment.changed'
        | 'appointment.not_reached'
        | 'client.opted_out'
        | 'slotkeeper.test';
      appointmentId: number | null;
      /**
       * @description `waiting` for its next try; `delivered`: answered 2xx; `failed`: given up after 24 hours, or not tried since the endpoint was off.
       * @enum {string}
       */
      state: 'waiting' | 'delivered' | 'failed';
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      tries: number;
      lastTry: {
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        at: string;
        /** @enum {string} */
        outcome:
          | 'delivered'
          | 'rejected'
          | 'timed_out'
          | 'name_not_found'
          | 'address_not_allowed'
          | 'connection_refused'
          | 'certificate_refused'
          | 'connection_failed';
        /** @description Of the answer, where there was one. */
        status: number | null;
        durationMs: number;
      } | null;
      /** @description The last 50 tries, newest first. */
      log: {
        /**
         * Format: date-time
         * @example 2026-11-24T08:00:00Z
         */
        at: string;
        /** @enum {string} */
        outcome:
          | 'delivered'
          | 'rejected'
          | 'timed_out'
          | 'name_not_found'
          | 'address_not_allowed'
          | 'connection_refused'
          | 'certificate_refused'
          | 'connection_failed';
        /** @description Of the answer, where there was one. */
        status: number | null;
        durationMs: number;
      }[];
    };
    RedeliveredMissed: {
      /** @description How many are on their way again; at most 1,000 at once. */
      asked: number;
      /** @description How many are missed still: ask once more. */
      left: number;
    };
    CalendarFeeds: {
      data: components['schemas']['CalendarFeed'][];
    };
    CalendarFeed: {
      id: number;
      name: string;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      createdBy: string;
      /**
       * Format: date
       * @description The day, UTC.
       */
      lastUsedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      revokedAt: string | null;
    };
    CreatedCalendarFeed: {
      id: number;
      name: string;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      createdAt: string;
      createdBy: string;
      /**
       * Format: date
       * @description The day, UTC.
       */
      lastUsedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-24T08:00:00Z
       */
      revokedAt: string | null;
      /**
       * Format: uri
       * @description To subscribe to; it cannot be read again.
       */
      url: string;
    };
    NewCalendarFeed: {
      /**
       * @description Who reads it.
       * @example Ana's phone
       */
      name: string;
    };
  };
  responses: {
    /** @description Bad Request */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unauthorized */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Forbidden */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Internal Server Error */
    InternalServerError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Service Unavailable */
    ServiceUnavailable: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too Many Requests */
    TooManyRequests: {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Request Timeout */
    RequestTimeout: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Payload Too Large */
    PayloadTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unsupported Media Type */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Conflict */
    Conflict: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unprocessable Entity */
    UnprocessableEntity: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Not Found */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Precondition Failed */
    PreconditionFailed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Bad Gateway */
    BadGateway: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /**
     * @description How many requests are left (`r`), for how many seconds (`t`).
     * @example "requests"; r=599; t=60
     */
    RateLimit: string;
    /**
     * @description How many requests (`q`) one caller may make in how many seconds (`w`).
     * @example "requests"; q=600; w=60; pk=:YTVmMGMyZDZl:
     */
    'RateLimit-Policy': string;
    /**
     * @description In seconds.
     * @example 17
     */
    'Retry-After': number;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
