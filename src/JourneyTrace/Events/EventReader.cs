using System.Text.Json;
using System.Text.Unicode;

namespace JourneyTrace.Events;

/// <summary>Reads one CloudEvents 1.0 event in JSON, envelope and data, and checks it against the vocabulary.</summary>
public static class EventReader
{
    /// <summary>The most bytes that an event's data may have.</summary>
    public const int LargestData = 64 * 1024;

    static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    static readonly TimeSpan AheadOfUs = TimeSpan.FromHours(24);

    /// <summary>The event, or why it is refused (then with its id and source, where those could be read).</summary>
    /// <param name="json">One JSON object in UTF-8.</param>
    /// <param name="now">The time on our clock, UTC: what lies over 24 hours ahead is refused.</param>
    public static EventReading Read(ReadOnlyMemory<byte> json, DateTime now)
    {
        var read = Read(json, now, out var envelope, out var schema, out var data, out var fact);
        if (read is not null)
            return read;
        try
        {
            var extensions = envelope.Extensions?.WrittenSpan.ToArray();
            var stored = new NewEvent(
                envelope.Source!, envelope.Id!, schema!, envelope.Subject!, envelope.Time, data, extensions, envelope.TraceParent,
                ContentHash.OfName(envelope.Source!, envelope.Id!),
                ContentHash.OfContent(schema!.Type, envelope.Subject!, envelope.Time, data.Span, extensions));
            return new EventReading(stored, fact, null, envelope.Source, envelope.Id);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unread(e, envelope);
        }
    }

    /// <summary>The same for an event that is replayed at once and never stored: it needs no checks of its content.</summary>
    /// <param name="json">One JSON object in UTF-8.</param>
    /// <param name="now">The time on our clock, UTC; the event counts as recorded then.</param>
    public static FactReading ReadFact(ReadOnlyMemory<byte> json, DateTime now)
    {
        var read = Read(json, now, out var envelope, out var schema, out _, out var fact);
        return read is null
            ? new FactReading(new CaseEvent(envelope.Source!, envelope.Id!, schema!.Type, envelope.Time, now, fact!), envelope.Subject, null, envelope.Id)
            : new FactReading(null, null, read.Refusal, read.Id);
    }

    /// <returns>The refusal; null where there is none.</returns>
    static EventReading? Read(ReadOnlyMemory<byte> json, DateTime now, out Envelope envelope, out EventSchema? schema, out ReadOnlyMemory<byte> data, out Fact? fact)
    {
        envelope = new Envelope();
        (schema, data, fact) = (null, default, null);
        try
        {
            if (json.Span.StartsWith(ByteOrderMark))
                json = json[ByteOrderMark.Length..];
            if (!Utf8.IsValid(json.Span))
                return new EventReading(null, null, new Refusal("invalid_json", "", "The event is no valid UTF-8; send JSON in UTF-8"), null, null);
            var refusal = envelope.Read(json.Span);
            refusal ??= Check(json, envelope, now, out schema, out data, out fact);
            return refusal is null ? null : new EventReading(null, null, refusal, envelope.Source, envelope.Id);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unread(e, envelope);
        }
    }

    static EventReading Unread(Exception e, Envelope envelope) => e is JsonException json
        ? Broken($"The event is no valid JSON at byte {json.BytePositionInLine}: {json.Message.Split(". ")[0]}", envelope)
        : Broken("A string holds half of a surrogate pair; send whole characters", envelope);

    static EventReading Broken(string detail, Envelope envelope) =>
        new(null, null, new Refusal("invalid_json", "", detail), envelope.Source, envelope.Id);

    static Refusal? Check(ReadOnlyMemory<byte> json, Envelope envelope, DateTime now, out EventSchema? schema, out ReadOnlyMemory<byte> data, out Fact? fact)
    {
        (data, fact) = (default, null);
        var refusal = Refused(envelope, now, out schema);
        if (refusal is not null)
            return refusal;
        data = envelope.DataTo > 0 ? json[envelope.DataFrom..envelope.DataTo] : "{}"u8.ToArray();
        if (data.Length > LargestData)
            refusal = new Refusal("too_large", "/data", $"data has {data.Length} bytes; at most {LargestData} are taken");
        if (envelope.Extensions?.WrittenCount > LargestData)
            refusal ??= new Refusal("too_large", "", $"The attributes beside data have {envelope.Extensions.WrittenCount} bytes; at most {LargestData} are taken");
        refusal ??= schema!.TryRead(data.Span, out fact);
        if (fact is ActivityRecorded { Started: { } started } && started > envelope.Time)
            refusal = new Refusal("invalid_value", "/data/started", "data.started lies after time, which is the activity's end; send them the other way round");
        return refusal;
    }

    static Refusal? Refused(Envelope envelope, DateTime now, out EventSchema? schema)
    {
        schema = null;
        if (envelope.Missing() is { } missing)
            return new Refusal("missing_field", "/" + missing, $"An event needs {missing}");
        schema = Vocabulary.Find(envelope.Type!);
        if (schema is null)
            return new Refusal("unknown_type", "/type", $"There is no event type '{envelope.Type}'; the types are listed in docs/events.md");
        if (envelope.Time - now > AheadOfUs)
            return new Refusal("time_in_future", "/time", $"time lies more than 24 hours ahead of {Rfc3339.Format(now)}; check the clock of the source");
        var ofOrganisation = envelope.Subject == Vocabulary.Organisation;
        if (schema.OfOrganisation && !ofOrganisation && schema.Type != EventType.DecisionTaken)
            return new Refusal("wrong_subject", "/subject", $"{schema.Name} is the organisation's: subject needs to be '{Vocabulary.Organisation}'");
        if (ofOrganisation && !schema.OfOrganisation && schema.Type != EventType.EffectRecorded)
            return new Refusal("wrong_subject", "/subject", $"{schema.Name} belongs to a case: subject needs to name it, and not '{Vocabulary.Organisation}'");
        return null;
    }
}

/// <summary>What became of reading an event: either the event and its fact, or a refusal.</summary>
public sealed record EventReading(NewEvent? Event, Fact? Fact, Refusal? Refusal, string? Source, string? Id);

/// <summary>What became of reading an event for a replay: either the event and its subject, or a refusal.</summary>
public sealed record FactReading(CaseEvent? Event, string? Subject, Refusal? Refusal, string? Id);
