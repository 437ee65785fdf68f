using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Shares;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>
/// Tells a traced case as spans: one for each promise and each hand-off, chained as they served each other, so that a trace viewer shows
/// departments as it shows services. A pure function of its arguments.
/// </summary>
public sealed class JourneySpans
{
    /// <summary>What trace viewers still show well; what is more is summed up in one span that says so.</summary>
    public const int Most = 500;

    /// <summary>The service of a journey's root.</summary>
    public const string Customer = "customer";

    // What has not ended takes no time that anybody knows: it is shown as a moment.
    static readonly TimeSpan Waiting = TimeSpan.FromSeconds(1);

    readonly int _tenant;
    readonly CaseTrace _trace;
    readonly int _revision;
    readonly SentBy _sentBy;
    readonly Dictionary<Node, Node> _parents = [];
    readonly ILookup<Node, (PromiseTrace Promise, Share Share)> _shares;

    JourneySpans(int tenant, CaseTrace trace, SentBy sentBy, int revision)
    {
        (_tenant, _trace, _sentBy, _revision) = (tenant, trace, sentBy, revision);
        foreach (var node in Nodes())
        {
            foreach (var child in node.Children)
                _parents.TryAdd(child, node);
        }
        _shares = trace.Promises.SelectMany(p => (p.Verdict?.Shares ?? []).Select(s => (Promise: p, Share: s))).ToLookup(s => s.Share.Node);
    }

    /// <summary>The journey as it stood when it was traced.</summary>
    /// <param name="tenant">The tenant's number.</param>
    /// <param name="sentBy">Which requests sent its events.</param>
    /// <param name="revision">1, or how often it was sent in another shape.</param>
    public static JourneyAsTrace Of(int tenant, CaseTrace trace, SentBy sentBy, int revision = 1)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(sentBy);
        return new JourneyAsTrace(JourneyIds.Trace(tenant, trace.Case, revision), [.. new JourneySpans(tenant, trace, sentBy, revision).All()], trace.Promises.All(p => p.Promise.End is not null));
    }

    /// <summary>How a hand-off's span is called: few names for many hand-offs.</summary>
    public static string NameOf(string kind, string from, string to) => $"{kind} {from} → {to}";

    /// <summary>How a promise's span is called; a complaint is one whatever its own name is.</summary>
    public static string NameOfPromise(string promise) => promise.StartsWith("complaint:", StringComparison.Ordinal) ? "promise complaint" : $"promise {promise}";

    /// <summary>How a journey's root is called.</summary>
    public static string NameOfJourney(string? kind) => kind is null ? "journey" : $"journey {kind}";

    IEnumerable<Node> Nodes() => _trace.Journey.Promises.Cast<Node>().Concat(_trace.Journey.Handoffs);

    IEnumerable<JourneySpan> All()
    {
        // In the order of what happened, in which parents come before their children.
        var nodes = Nodes().Select((node, i) => (node, i)).OrderBy(n => n.node.Start).ThenBy(n => n.i).Select(n => n.node).ToList();
        var shown = nodes.Count < Most ? nodes : nodes.GetRange(0, Most - 2);
        var there = shown.ToHashSet();
        yield return Root();
        foreach (var node in shown)
            yield return node is Promise promise ? Of(promise) : Of((Handoff)node, there);
        if (shown.Count < nodes.Count)
            yield return Rest(nodes.GetRange(shown.Count, nodes.Count - shown.Count));
    }

    JourneySpan Root()
    {
        var journey = _trace.Journey;
        var start = journey.OpenedAt ?? Nodes().Select(n => (DateTime?)n.Start).Min() ?? journey.LastEventAt ?? journey.AsOf;
        List<(string, object)> attributes = [("journeytrace.case", _trace.Case), .. Said("journeytrace.kind", journey.Opened?.Kind), .. Said("journeytrace.segment", journey.Opened?.Segment), ("journeytrace.revision", (long)_revision)];
        var former = _revision > 1 ? [$"00-{JourneyIds.Trace(_tenant, _trace.Case, _revision - 1)}-{JourneyIds.Span(_tenant, _trace.Case, _revision - 1, "root")}-01"] : Array.Empty<string>();
        return new JourneySpan(
            Id("root"), null, Customer, NameOfJourney(journey.Opened?.Kind), JourneySpanKind.Client, start, start, null, attributes, [], [.. former, .. _sentBy.Opening]);
    }

    JourneySpan Of(Promise promise)
    {
        var trace = _trace.Promises.First(p => p.Promise == promise);
        var failed = trace.Verdict is { } verdict ? $"{Word(trace.Status)}: {verdict.Root.Cause} at {verdict.Root.Link}" : null;
        List<(string, object)> attributes =
        [
            ("journeytrace.case", _trace.Case), ("journeytrace.promise", promise.Name), ("journeytrace.status", Word(trace.Status)),
            ("journeytrace.due", JourneyTrace.Events.Rfc3339.Format(promise.Due)), ("journeytrace.lateness_seconds", trace.Lateness.TotalSeconds),
            .. Said("journeytrace.root_link", trace.Verdict?.Root.Link), .. Said("journeytrace.cause", trace.Verdict?.Root.Cause), .. Said("journeytrace.decision", trace.Verdict?.Root.Decision), .. Open(promise),
        ];
        IReadOnlyList<JourneySpanEvent> events = promise.Due >= promise.Start && promise.Due <= (promise.End ?? _trace.Journey.AsOf) ? [new JourneySpanEvent(promise.Due, "due", [])] : [];
        return new JourneySpan(
            Id("promise/" + promise.Name), Id("root"), promise.Link, NameOfPromise(promise.Name), JourneySpanKind.Server, promise.Start, EndOf(promise), failed, attributes, events,
            _sentBy.Promise(promise.Name, promise.Start));
    }

    JourneySpan Of(Handoff handoff, HashSet<Node> there)
    {
        var shares = _shares[handoff].ToList();
        var gravest = shares.OrderByDescending(s => s.Share.Fraction).ThenBy(s => s.Share.Cause, StringComparer.Ordinal).FirstOrDefault();
        var promise = gravest.Promise?.Promise ?? PromiseOf(handoff);
        List<(string, object)> attributes =
        [
            ("journeytrace.case", _trace.Case), ("journeytrace.handoff", handoff.Name), .. Said("journeytrace.promise", promise?.Name), ("journeytrace.outcome", handoff.Outcome.ToString().ToLowerInvariant()),
        ];
        if (shares.Count > 0)
        {
            attributes.Add(("journeytrace.share", Math.Round(shares.Where(s => s.Promise == gravest.Promise).Sum(s => s.Share.Fraction), 4)));
            attributes.Add(("journeytrace.cause", gravest.Share.Cause));
            attributes.AddRange(Said("journeytrace.decision", gravest.Share.Decision));
        }
        attributes.AddRange(Open(handoff));
        var parent = _parents.GetValueOrDefault(handoff);
        return new JourneySpan(
            Id("handoff/" + handoff.Name), parent is not null && there.Contains(parent) ? Id((parent is Promise ? "promise/" : "handoff/") + parent.Name) : Id("root"),
            handoff.Link, NameOf(handoff.Kind, handoff.Requester, handoff.Link), JourneySpanKind.Server, handoff.Start, EndOf(handoff),
            shares.Count > 0 ? gravest.Share.Cause : null, attributes, [.. EventsOf(handoff)], _sentBy.Handoff(handoff.Name, handoff.Start));
    }

    IEnumerable<JourneySpanEvent> EventsOf(Handoff handoff)
    {
        var events = new List<JourneySpanEvent>();
        if (handoff.Accepted is { } accepted)
            events.Add(new JourneySpanEvent(accepted, "accepted", []));
        if (handoff.End is { } end && handoff.Outcome is HandoffOutcome.Refused or HandoffOutcome.Returned or HandoffOutcome.Incomplete or HandoffOutcome.Withdrawn)
            events.Add(new JourneySpanEvent(handoff.End!.Value, handoff.Outcome.ToString().ToLowerInvariant(), [.. Said("journeytrace.cause", handoff.Cause), .. Said("journeytrace.decision", handoff.Decision)]));
        var told = handoff.Name.Split('#')[0];
        foreach (var met in _trace.Journey.Sightings)
        {
            if (met.Link == handoff.Link && (met.Handoff is null || met.Handoff == told) && met.Met >= handoff.Start && met.Met <= (handoff.End ?? _trace.Journey.AsOf))
                events.Add(new JourneySpanEvent(met.Met, "obstacle", [("journeytrace.cause", met.Cause), .. Said("journeytrace.decision", met.Decision)]));
        }
        return events.OrderBy(e => e.At).ThenBy(e => e.Name, StringComparer.Ordinal);
    }

    JourneySpan Rest(List<Node> nodes) => new(
        Id("rest"), Id("root"), Customer, $"and {nodes.Count} more", JourneySpanKind.Internal, nodes.Min(n => n.Start), nodes.Max(EndOf), null,
        [("journeytrace.case", _trace.Case), ("journeytrace.left_out", (long)nodes.Count)], [], []);

    Promise? PromiseOf(Node node)
    {
        Node? at = node;
        for (var steps = 0; at is Handoff && steps < 10_000; steps++)
            at = _parents.GetValueOrDefault(at);
        return at as Promise;
    }

    static DateTime EndOf(Node node) => node.End ?? node.Start + Waiting;

    static (string, object)[] Open(Node node) => node.End is null ? [("journeytrace.open", true)] : [];

    static (string, object)[] Said(string key, string? value) => value is null ? [] : [(key, value)];

    static string Word(PromiseStatus status) => status.ToString().ToLowerInvariant();

    string Id(string piece) => JourneyIds.Span(_tenant, _trace.Case, _revision, piece);
}
