using System.Text.Json;
using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Which requests sent the events of a case: the technical traces that a journey's spans link to.</summary>
public sealed class SentBy
{
    readonly Dictionary<(string What, DateTime At), string> _contexts = [];

    /// <summary>Nobody traced.</summary>
    public static SentBy Unknown { get; } = new([]);

    public SentBy(IEnumerable<StoredEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            if (e.TraceParent is { } context && What(e) is { } what)
                _contexts.TryAdd((what, e.Time), context);
            if (e is { Type: EventType.CaseOpened, TraceParent: { } opening } && Opening.Count == 0)
                Opening = [opening];
        }
    }

    /// <summary>Who sent the opening.</summary>
    public IReadOnlyList<string> Opening { get; private set; } = [];

    public IReadOnlyList<string> Promise(string name, DateTime made) => Of("promise/" + name, made);

    /// <param name="name">Within the case; a new try is <c>h1#2</c>.</param>
    public IReadOnlyList<string> Handoff(string name, DateTime requested) => Of("handoff/" + name.Split('#')[0], requested);

    IReadOnlyList<string> Of(string what, DateTime at) => _contexts.TryGetValue((what, at), out var context) ? [context] : [];

    static string? What(StoredEvent e)
    {
        var member = e.Type switch { EventType.PromiseMade => "promise", EventType.HandoffRequested => "handoff", EventType.ComplaintVoiced => "complaint", _ => null };
        if (member is null)
            return null;
        using var data = JsonDocument.Parse(e.Data);
        var name = data.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return name is null ? null : member == "complaint" ? "promise/complaint:" + name : $"{member}/{name}";
    }
}
