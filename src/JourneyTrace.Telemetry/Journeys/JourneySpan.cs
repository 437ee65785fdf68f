namespace JourneyTrace.Telemetry.Journeys;

/// <summary>A journey as a trace: what happened to one case, as spans of the links that it went through.</summary>
/// <param name="TraceId">32 hex digits: the same for the same case and revision, for ever.</param>
/// <param name="Spans">Parents before children; the first is the root.</param>
/// <param name="Settled">Whether every promise has ended: what is told of it changes only where somebody tells of the past.</param>
public sealed record JourneyAsTrace(string TraceId, IReadOnlyList<JourneySpan> Spans, bool Settled);

/// <summary>A promise, a hand-off, or the journey's root.</summary>
/// <param name="Id">16 hex digits, the same for the same piece, for ever.</param>
/// <param name="Parent">The span that it is a part of; null for the root.</param>
/// <param name="Service">The link whose time it was; <c>customer</c> for the root.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC; not before the start.</param>
/// <param name="Error">What went wrong in it; null where nothing did.</param>
/// <param name="Attributes">In a fixed order; values are texts, whole numbers, fractions and truths.</param>
/// <param name="Links">Spans of other traces, as W3C writes their contexts.</param>
public sealed record JourneySpan(
    string Id, string? Parent, string Service, string Name, JourneySpanKind Kind, DateTime Start, DateTime End, string? Error,
    IReadOnlyList<(string Key, object Value)> Attributes, IReadOnlyList<JourneySpanEvent> Events, IReadOnlyList<string> Links);

/// <summary>Something that happened within a span.</summary>
public sealed record JourneySpanEvent(DateTime At, string Name, IReadOnlyList<(string Key, object Value)> Attributes);

/// <summary>Kinds of spans, with the numbers of OTLP.</summary>
public enum JourneySpanKind
{
    Internal = 1,
    Server = 2,
    Client = 3,
}
