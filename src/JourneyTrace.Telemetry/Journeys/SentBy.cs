using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Which requests sent the events of a case: the technical traces that a journey's spans link to.</summary>
public sealed partial class SentBy
{
    readonly Dictionary<(string What, DateTime At), string> _contexts = [];

    /// <summary>Nobody traced.</summary>
    public static SentBy Unknown { get; } = new([]);

    public SentBy(IEnumerable<StoredEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            if (e.TraceParent is not { } context || !IsContext(context))
                continue;
            if (What(e) is { } what)
                _contexts.TryAdd((what, e.Time), context);
            if (e.Type == EventType.CaseOpened && Opening.Count == 0)
                Opening = [context];
        }
    }

    /// <summary>Who sent the opening.</summary>
    public IReadOnlyList<string> Opening { get; private set; } = [];

    public IReadOnlyList<string> Promise(string name, DateTime made) => Of("promise/" + name, made);

    /// <param name="name">Within the case; a new try is <c>h1#2</c>.</param>
    public IReadOnlyList<string> Handoff(string name, DateTime requested) => Of("handoff/" + name.Split('#')[0], requested);

    IReadOnlyList<string> Of(string what, DateTime at) => _contexts.TryGetValue((what, at), out var context) ? [context] : [];

    /// <summary>Whether it is one as W3C writes them: senders may have put anything there.</summary>
    static bool IsContext(string text) =>
        Context().IsMatch(text) && text[3..35].AsSpan().ContainsAnyExcept('0') && text[36..52].AsSpan().ContainsAnyExcept('0');

    [GeneratedRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", RegexOptions.None, 1000)]
    private static partial Regex Context();

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
