namespace JourneyTrace.Events;

/// <summary>An event that was checked and can be stored.</summary>
/// <param name="Source">The system that tells us.</param>
/// <param name="Id">Its name for the event.</param>
/// <param name="Schema">What type it is.</param>
/// <param name="Subject">The case, or <see cref="Vocabulary.Organisation"/>.</param>
/// <param name="Time">When it happened, UTC, to the microsecond.</param>
/// <param name="Data">The data as sent: one JSON object in UTF-8.</param>
/// <param name="Extensions">Attributes beside the known ones, as one JSON object in UTF-8; null where there are none.</param>
/// <param name="TraceParent">W3C trace context of the sender; null where none was sent.</param>
/// <param name="Key">128 bits that name the event by source and id.</param>
/// <param name="Content">128 bits of all that was said, whatever the order of its fields; the trace context does not count.</param>
public sealed record NewEvent(
    string Source, string Id, EventSchema Schema, string Subject, DateTime Time,
    ReadOnlyMemory<byte> Data, byte[]? Extensions, string? TraceParent, Guid Key, Guid Content)
{
    /// <summary>The content as it would be if the event had been stored as it was sent, without pseudonyms; null where that makes no difference.</summary>
    public Guid? ContentAsSent { get; init; }

    /// <summary>Whether what is stored under its key says the same.</summary>
    public bool IsSameAs(Guid stored) => stored == Content || stored == ContentAsSent;

    /// <summary>The same event with other data.</summary>
    /// <exception cref="System.Text.Json.JsonException">The data or extensions are no valid JSON.</exception>
    public NewEvent With(ReadOnlyMemory<byte> data, byte[]? extensions) => this with
    {
        Data = data, Extensions = extensions, Content = ContentHash.OfContent(Schema.Type, Subject, Time, data.Span, extensions), ContentAsSent = Content,
    };

    /// <summary>The key of a source and id.</summary>
    public static Guid KeyOf(string source, string id) => ContentHash.OfName(source, id);
}
