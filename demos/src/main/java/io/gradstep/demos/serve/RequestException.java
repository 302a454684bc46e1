package io.gradstep.demos.serve;

import java.util.Map;

/** A request that is not answered as it wishes; the message says why, and what would be right. */
final class RequestException extends Exception {
    private static final long serialVersionUID = 1;

    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_TYPE = 415;
    /** The request was meant for another server, by its Host. */
    static final int MISDIRECTED = 421;
    /** It is understood, but cannot be done. */
    static final int UNPROCESSABLE = 422;

    static final int UNAVAILABLE = 503;

    private final int status;
    private final transient Map<String, String> headers;

    RequestException(int status, String message) {
        this(status, message, Map.of());
    }

    RequestException(int status, String message, Map<String, String> headers) {
        // No stack trace: this is an answer, and there may be many.
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /** The same request may be answered in a moment. */
    static RequestException forNow(String message) {
        return new RequestException(UNAVAILABLE, message, Map.of("Retry-After", "1"));
    }

    Response response() {
        return Response.text(status, getMessage() + "\n", headers);
    }
}
