using JourneyTrace.Events;

namespace JourneyTrace.Storage;

/// <summary>An event as the log keeps it.</summary>
/// <param name="Subject">The case, or <see cref="Vocabulary.Organisation"/>.</param>
/// <param name="Mark">Its place in the order of the log.</param>
/// <param name="RecordedAt">When it reached us, UTC; set by the store.</param>
/// <param name="Data">The data as sent: one JSON object in UTF-8.</param>
/// <param name="Extensions">Attributes beside the known ones, as one JSON object in UTF-8; null where there are none.</param>
public sealed record StoredEvent(
    string Source, string Id, EventType Type, string Subject, DateTime Time, DateTime RecordedAt,
    LogMark Mark, byte[] Data, byte[]? Extensions, string? TraceParent, Guid Key, Guid Content)
{
    /// <summary>Whether source, id and content are still what their checks were made of.</summary>
    public bool HasItsChecks() =>
        NewEvent.KeyOf(Source, Id) == Key && ContentHash.OfContent(Type, Subject, Time, Data, Extensions) == Content;

    /// <summary>Whether this says the same as another event of the same source and id.</summary>
    public bool HasContentOf(NewEvent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.IsSameAs(Content);
    }

    /// <summary>As a replay sees it.</summary>
    /// <exception cref="InvalidOperationException">What is stored is no longer understood.</exception>
    public CaseEvent ToCaseEvent() => ToCaseEvent(Source, Id, Type, Time, RecordedAt, Data);

    /// <summary>As a replay sees what is stored.</summary>
    public static CaseEvent ToCaseEvent(
        string source, string id, EventType type, DateTime time, DateTime recordedAt, ReadOnlySpan<byte> data)
    {
        var refusal = Vocabulary.Of(type).TryRead(data, out var fact);
        // What reports alone read may have been taken when less was asked of it; it is passed over.
        if (refusal is not null && IsForReports(type))
            return new CaseEvent(source, id, type, time, recordedAt, Noted.Instance);
        return refusal is null
            ? new CaseEvent(source, id, type, time, recordedAt, fact!)
            : throw new InvalidOperationException($"The stored event {source} {id} is not understood: {refusal.Detail}");
    }

    static bool IsForReports(EventType type) => type is EventType.CaseOpened or EventType.CustomerContacted or EventType.FeedbackGiven or EventType.EffectRecorded
        or EventType.ActivityRecorded or EventType.ProcedurePublished or EventType.ProcedureShelved or EventType.UnderstandingSurveyed or EventType.CorrectiveTaken
        or EventType.PracticeAssessed;
}
