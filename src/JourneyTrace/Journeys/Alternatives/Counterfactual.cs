using JourneyTrace.Journeys.Paths;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Journeys.Alternatives;

/// <summary>When a promise that was kept too late would have been kept, had something not been. Source: docs/what-if.md.</summary>
/// <param name="KeptAt">When it would have been kept, UTC: never later than it was, never earlier than <paramref name="EstimatedAt"/>.</param>
/// <param name="EstimatedAt">When, by the path alone.</param>
public sealed record Counterfactual(Promise Promise, DateTime KeptAt, DateTime EstimatedAt)
{
    /// <summary>Whether it would have been in time.</summary>
    public bool Kept => KeptAt <= Promise.Due;

    /// <summary>Null for a promise that was not kept late: in time, or never (what would have followed is then not known).</summary>
    /// <param name="drops">What is taken away; an entry fits what fits all that it says.</param>
    public static Counterfactual? Of(PromiseTrace trace, Journey journey, IReadOnlyList<Drop> drops)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(journey);
        ArgumentNullException.ThrowIfNull(drops);
        if (trace.Status != PromiseStatus.Broken || trace.KeptAt is not { } end)
            return null;
        var savings = Savings.Of(trace.Promise, journey, drops);
        var estimate = end.AddTicks(-savings.OnPath);
        var replayed = trace.Promise.Start.AddTicks(new Durations(savings).Of(trace.Promise, end));
        return new Counterfactual(trace.Promise, replayed > estimate ? replayed : estimate, estimate);
    }

    /// <summary>How long each node would have taken, from the leaves up, without recursion. Ticks.</summary>
    sealed class Durations(Savings savings)
    {
        readonly Dictionary<(Node Node, DateTime End), long> _known = [];

        public long Of(Node root, DateTime end)
        {
            var open = new Stack<(Node Node, DateTime End, List<(Handoff Child, DateTime End)>? Children)>([(root, end, null)]);
            while (open.TryPop(out var next))
            {
                if (_known.ContainsKey((next.Node, next.End)))
                    continue;
                if (next.Children is { } children)
                {
                    _known[(next.Node, next.End)] = Duration(next.Node, next.End, children);
                    continue;
                }
                children = [.. Children.All(next.Node, next.End)];
                open.Push((next.Node, next.End, children));
                foreach (var (child, childEnd) in children)
                    open.Push((child, childEnd, null));
            }
            return _known[(root, end)];
        }

        /// <summary>
        /// What was done in a node went on when all that had come back by then was back, and took the node's own time since the last of it came.
        /// </summary>
        long Duration(Node node, DateTime end, List<(Handoff Child, DateTime End)> children)
        {
            var saved = savings.Of(node, end, Gaps(node, end, children));
            long Own(DateTime from, DateTime to) => to <= from ? 0 : (to - from).Ticks - saved.Within(from, to);
            // Ends before starts: what came back at a moment is back for what was asked then.
            var moments = children.SelectMany(c => new[] { (At: c.Child.Start, IsEnd: false, c.Child, c.End), (At: c.End, IsEnd: true, c.Child, c.End) })
                .OrderBy(m => m.At).ThenByDescending(m => m.IsEnd);
            var starts = new Dictionary<Handoff, long>();
            var (lastEnd, back) = (node.Start, 0L);
            foreach (var (at, isEnd, child, childEnd) in moments)
            {
                if (isEnd)
                    (lastEnd, back) = (at, Math.Max(back, starts[child] + _known[(child, childEnd)]));
                else
                    starts[child] = back + Own(lastEnd, at);
            }
            return back + Own(lastEnd, end);
        }

        static List<(DateTime From, DateTime To)> Gaps(Node node, DateTime end, List<(Handoff Child, DateTime End)> children)
        {
            List<(DateTime From, DateTime To)> gaps = [];
            var cursor = node.Start;
            foreach (var (child, childEnd) in children.OrderBy(c => c.Child.Start))
            {
                if (child.Start > cursor)
                    gaps.Add((cursor, child.Start));
                cursor = childEnd > cursor ? childEnd : cursor;
            }
            if (end > cursor)
                gaps.Add((cursor, end));
            return gaps;
        }
    }
}
