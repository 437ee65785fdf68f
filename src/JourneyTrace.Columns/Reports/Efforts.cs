using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What failed promises cost the customer, by the link they are rooted in; the row without a link is all together, each touchpoint once.</summary>
static class Efforts
{
    public static IReadOnlyList<EffortCounts> Of(CaseColumns columns, Filter filter, IReadOnlyList<string> trips)
    {
        var selection = new Selection(columns, filter);
        var travelled = trips.Select(columns.Names.Find).ToHashSet();
        var (all, links) = (new Effort(), new Groups<int, Effort>());
        selection.Each((in CaseFacts facts, in PromiseFacts promise) =>
        {
            if (!promise.Failed)
                return;
            all.Promises++;
            var link = promise.RootLink == Names.None ? null : links[promise.RootLink];
            if (link is not null)
                link.Promises++;
            var number = facts.Contacts.From;
            foreach (ref readonly var contact in columns.Contacts.Of(facts.Contacts))
            {
                if (contact.At >= promise.Made && contact.At <= promise.Ended)
                {
                    all.See(contact, number, travelled);
                    link?.See(contact, number, travelled);
                }
                number++;
            }
        });
        return
        [
            .. links.All.Select(l => l.Value.Counts(columns.Names[l.Key])).Append(all.Counts(null))
                .OrderByDescending(e => e.Minutes).ThenByDescending(e => e.Contacts).ThenBy(e => e.Link, NamesInOrder.NoneLast),
        ];
    }

    sealed class Effort
    {
        readonly HashSet<int> _seen = [];
        long _contacts, _trips, _insisted;
        double _minutes;

        public long Promises;

        /// <param name="number">Of the contact: one of several promises is counted once.</param>
        public void See(in ContactFacts contact, int number, HashSet<int> trips)
        {
            if (!_seen.Add(number))
                return;
            _contacts++;
            _trips += contact.Channel != Names.None && trips.Contains(contact.Channel) ? 1 : 0;
            _insisted += contact.Insisted ? 1 : 0;
            _minutes += contact.Minutes;
        }

        public EffortCounts Counts(string? link) => new(link, Promises, _contacts, _trips, _insisted, Sums.Settled(_minutes));
    }
}
