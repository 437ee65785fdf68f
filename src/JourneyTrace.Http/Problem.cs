using JourneyTrace.Events;

namespace JourneyTrace.Http;

/// <summary>A kind of refusal: its stable code, the status it is answered with, and what it is called.</summary>
/// <param name="Code">Programs may depend on it; documented in <c>docs/problems.md</c>.</param>
/// <param name="Status">Of the answer, where the whole request is refused.</param>
/// <param name="Title">For a person.</param>
public sealed record Problem(string Code, int Status, string Title)
{
    public static readonly Problem InvalidJson = new("invalid_json", 400, "The body is no valid JSON");
    public static readonly Problem InvalidEncoding = new("invalid_encoding", 400, "The body cannot be decompressed");
    public static readonly Problem InvalidParameter = new("invalid_parameter", 400, "A parameter is not understood");
    public static readonly Problem UnknownParameter = new("unknown_parameter", 400, "There is no such parameter");
    public static readonly Problem MissingField = new("missing_field", 422, "A field is missing");
    public static readonly Problem WrongType = new("wrong_type", 422, "A field has the wrong type");
    public static readonly Problem InvalidValue = new("invalid_value", 422, "A field has a value that is not taken");
    public static readonly Problem UnknownType = new("unknown_type", 422, "There is no event of this type");
    public static readonly Problem UnknownField = new("unknown_field", 422, "There is no such field");
    public static readonly Problem WrongSubject = new("wrong_subject", 422, "The event's subject does not fit its type");
    public static readonly Problem TimeInFuture = new("time_in_future", 422, "The event lies in the future");
    public static readonly Problem WrongOrigin = new("wrong_origin", 403, "A page of another server asks for this");
    public static readonly Problem Unauthorized = new("unauthorized", 401, "A key is needed");
    public static readonly Problem Forbidden = new("forbidden", 403, "The key does not allow this");
    public static readonly Problem SourceNotAllowed = new("source_not_allowed", 403, "The key does not allow this source");
    public static readonly Problem LastKey = new("last_key", 409, "It is the last key of its kind");
    public static readonly Problem CannotArchive = new("cannot_archive", 409, "This part of the log cannot be archived now");
    public static readonly Problem Exists = new("exists", 409, "There is one already");
    public static readonly Problem Conflict = new("conflict", 409, "Another event was stored under this source and id");
    public static readonly Problem VersionConflict = new("version_conflict", 409, "Somebody else was quicker");
    public static readonly Problem AlreadyRunning = new("already_running", 409, "This is going on already");
    public static readonly Problem Resolved = new("resolved", 409, "The dead letter is resolved already");
    public static readonly Problem Forgotten = new("forgotten", 409, "What is asked for was destroyed");
    public static readonly Problem MethodNotAllowed = new("method_not_allowed", 405, "The method is not taken here");
    public static readonly Problem NotFound = new("not_found", 404, "There is no such thing");
    public static readonly Problem TooLarge = new("too_large", 413, "The body is too large");
    public static readonly Problem UnsupportedType = new("unsupported_type", 415, "The content type is not taken");
    public static readonly Problem TooBusy = new("too_busy", 429, "Too much at once");
    public static readonly Problem RateLimited = new("rate_limited", 429, "The key asks too often");
    public static readonly Problem QuotaExceeded = new("quota_exceeded", 429, "The key has posted what it may for today");
    public static readonly Problem Unavailable = new("unavailable", 503, "The database cannot be reached");
    public static readonly Problem OutOfMemory = new("out_of_memory", 503, "The server has no memory for this");
    public static readonly Problem Internal = new("internal", 500, "Something went wrong here");

    /// <summary>All of them; <c>docs/problems.md</c> is held to this list by a test.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        InvalidJson, InvalidEncoding, InvalidParameter, UnknownParameter, MissingField, WrongType, InvalidValue, UnknownType, UnknownField,
        WrongSubject, TimeInFuture, Conflict, VersionConflict, AlreadyRunning, Resolved, Forgotten, WrongOrigin, Unauthorized, Forbidden, SourceNotAllowed, LastKey, Exists, CannotArchive, NotFound, MethodNotAllowed, TooLarge, UnsupportedType, TooBusy, RateLimited, QuotaExceeded, Unavailable, OutOfMemory, Internal,
    ];

    /// <summary>The kind of a refusal.</summary>
    public static Problem Of(Refusal refusal) => All.First(problem => problem.Code == refusal.Code);
}
