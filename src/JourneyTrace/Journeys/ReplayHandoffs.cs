using System.Globalization;
using JourneyTrace.Events;

namespace JourneyTrace.Journeys;

/// <content>Hand-offs, and which promise each serves.</content>
public sealed partial class Replay
{
    void ApplyToHandoff(Fact fact)
    {
        switch (fact)
        {
            case HandoffRequested requested: Request(requested); break;
            case HandoffAccepted accepted: Accept(accepted); break;
            case HandoffRefused refused: EndHandoff(refused.Handoff, HandoffOutcome.Refused, _journey.Catalogue.CauseOf(refused.Reason), refused.Decision); break;
            case HandoffReturned returned: EndHandoff(returned.Handoff, HandoffOutcome.Returned, returned.Reason is { } reason ? _journey.Catalogue.CauseOf(reason) : null, null); break;
            case HandoffDelivered delivered: Deliver(delivered); break;
            case HandoffWithdrawn withdrawn: EndHandoff(withdrawn.Handoff, HandoffOutcome.Withdrawn, null, null); break;
        }
    }

    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    void Request(HandoffRequested request)
    {
        var name = request.Handoff;
        if (_handoffs.TryGetValue(name, out var former))
        {
            if (!former.MayBeTriedAgain)
            {
                Remark($"There is a hand-off '{name}' already");
                return;
            }
            var tries = _tries.GetValueOrDefault(name, 1) + 1;
            _tries[name] = tries;
            name = string.Create(CultureInfo.InvariantCulture, $"{name}#{tries}");
        }
        // Somebody may have called a hand-off as a second try of another is called.
        while (!_names.Add(name))
            name += '#';
        var handoff = new Handoff(name, request, _now.Time, _order, ParentsOf(request));
        _handoffs[request.Handoff] = handoff;
        _journey.HandoffList.Add(handoff);
        if (!_byProvider.TryGetValue(request.To, out var stack))
            _byProvider[request.To] = stack = new Stack<Handoff>();
        stack.Push(handoff);
    }

    List<Node> ParentsOf(HandoffRequested request)
    {
        var named = new List<Node>(1);
        foreach (var name in request.InServiceOf)
        {
            Node? parent = _handoffs.TryGetValue(name, out var handoff) ? handoff : _promises.GetValueOrDefault(name);
            if (parent is not null && !(named.Count < 16 && named.Contains(parent)))
                named.Add(parent);
        }
        if (named.Count > 16)
            named = [.. named.Distinct()];
        if (named.Count > 0)
            return named;
        Node? adopted = LatestHeldBy(request.From) ?? (Node?)_openPromises.For(request.From, request.Kind == "complaint");
        return adopted is null ? [] : [adopted];
    }

    Handoff? LatestHeldBy(string link)
    {
        if (!_byProvider.TryGetValue(link, out var stack))
            return null;
        while (stack.TryPeek(out var latest))
        {
            if (latest.Live)
                return latest;
            stack.Pop();
        }
        return null;
    }

    void Accept(HandoffAccepted accepted)
    {
        if (Find(accepted.Handoff) is not { } handoff)
            return;
        if (handoff.End is not null)
            Remark($"The hand-off '{accepted.Handoff}' had ended");
        else
            handoff.Accepted ??= _now.Time;
    }

    void Deliver(HandoffDelivered delivered)
    {
        if (delivered.Complete)
            EndHandoff(delivered.Handoff, HandoffOutcome.Delivered, null, delivered.Decision);
        else
            EndHandoff(delivered.Handoff, HandoffOutcome.Incomplete, Causes.MissingInformation, delivered.Decision);
    }

    void EndHandoff(string name, HandoffOutcome outcome, string? cause, string? decision)
    {
        if (Find(name) is { } handoff && !handoff.TryEnd(outcome, _now.Time, _order, cause, decision))
            Remark($"The hand-off '{name}' had ended");
    }

    Handoff? Find(string name)
    {
        if (_handoffs.TryGetValue(name, out var handoff))
            return handoff;
        Remark($"There is no hand-off '{name}'");
        return null;
    }
}
