using System.Text.Json.Serialization;

namespace JourneyTrace.Client;

/// <summary>The answer to posted events.</summary>
/// <param name="Accepted">Stored and committed.</param>
/// <param name="Duplicates">Stored before with the same content.</param>
/// <param name="Rejected">Not taken; each is kept as a dead letter.</param>
/// <param name="Position">A position of the log at or after all that were taken; 0 where none was.</param>
/// <param name="Results">What was not accepted (all, where asked for), by index.</param>
/// <param name="Omitted">How many results were left out of a very long answer; each is among the dead letters.</param>
public sealed record PostAnswer(
    long Accepted, long Duplicates, long Rejected, long Position, IReadOnlyList<EventResult> Results,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Omitted = 0);

/// <summary>What became of one posted event.</summary>
/// <param name="Status"><c>accepted</c>, <c>duplicate</c> or <c>rejected</c>.</param>
/// <param name="Code">Of the problem, where it was rejected.</param>
/// <param name="Pointer">Where the problem is, as a JSON pointer.</param>
/// <param name="Help">Where to read about the problem.</param>
public sealed record EventResult(
    long Index, string? Id, string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pointer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Help = null);

/// <summary>Where an event is.</summary>
/// <param name="Status"><c>stored</c>, <c>dead-letter</c>, or <c>resolved</c> for a dead letter that was mended under another name.</param>
/// <param name="Case">The case it belongs to, where it is stored.</param>
/// <param name="Replayed">Whether the answers know of it yet.</param>
/// <param name="DeadLetter">Number of the latest rejection under this name, where there was one: another event, or the same before it was mended.</param>
/// <param name="ResolvedAt">When that was mended or taken after all.</param>
public sealed record EventPlace(
    string Source, string Id, string Status, string? Case, long? Position, DateTime? RecordedAt, bool? Replayed,
    long? DeadLetter, string? Code, string? Detail, DateTime? ResolvedAt);

/// <summary>Something that was rejected.</summary>
/// <param name="Body">As it came, where it is valid UTF-8; else null.</param>
/// <param name="BodyBase64">As it came, byte for byte.</param>
/// <param name="Seen">How often it came.</param>
/// <param name="Withheld"><c>personal</c> where pseudonyms stand for personal values, or it is kept back as it may hold some: see it with a key of the scope 'personal'. <c>forgotten</c> where it was destroyed. Null where it is whole.</param>
public sealed record DeadLetterItem(
    long Number, DateTime ReceivedAt, DateTime LastSeenAt, int Seen, string Origin, string ContentType, string Code, string Pointer,
    string Detail, string? Source, string? Id, DateTime? ResolvedAt, string? Body, string BodyBase64, string? Withheld);

/// <summary>Something that a way in of its own (a file, a broker) could not make an event of.</summary>
/// <param name="Origin">Where it stands: file, line, column.</param>
/// <param name="BodyBase64">As it came, byte for byte.</param>
public sealed record NewLetter(string Origin, string ContentType, string Code, string Pointer, string Detail, string BodyBase64);

/// <summary>How many dead letters were kept.</summary>
public sealed record KeptLetters(int Kept);

/// <summary>A system that sends events.</summary>
/// <param name="Events">Stored ones.</param>
/// <param name="DeadLetters">Rejected ones that are not mended.</param>
/// <param name="FirstAt">When the first came.</param>
/// <param name="LastAt">When the last came: since then it is silent.</param>
/// <param name="AheadSeconds">How far an event of it was dated ahead of our clock at the most.</param>
/// <param name="LateSeconds">How late its events came at the least: by a clock that is behind, or in a file.</param>
/// <param name="Clock"><c>ahead</c> where its clock is wrong: no event can have happened a minute after it came. <c>behind</c> where events come as they happen, and all of them late by about the same, a minute or more: its clock is
/// behind, or something holds all of them back. Null where nothing shows either.</param>
public sealed record SourceItem(string Source, long Events, long DeadLetters, DateTime FirstAt, DateTime LastAt, double? AheadSeconds, double? LateSeconds, string? Clock);

/// <summary>A case's journey as a trace.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="Told">The revision that was told to a trace store; null where none was.</param>
/// <param name="Viewer">The trace in Jaeger's page; null where the server was not told where that is, or where that page does not have it.</param>
/// <param name="Data">The trace in Jaeger's JSON, as it stands now.</param>
public sealed record JourneyItem(string TraceId, int? Told, string? Viewer, string Data);
