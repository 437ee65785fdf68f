using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Personal;

/// <summary>An event that held personal values: with pseudonyms in their place, and the values apart.</summary>
/// <param name="Customer">The pseudonym of the customer that it names; null where it names none.</param>
/// <param name="Values">Each value as the JSON that stood there, with its pseudonym.</param>
sealed record PersonalEvent(NewEvent Event, string? Customer, IReadOnlyList<(string Pseudonym, string Json)> Values)
{
    /// <summary>Whether it may hold any: quickly told, and now and then in vain.</summary>
    public static bool MayBe(NewEvent e) =>
        PersonalFields.MayStandIn(e.Data.Span) || (e.Extensions is { } extensions && PersonalFields.MayStandIn(extensions));

    /// <summary>Null where it holds none.</summary>
    public static PersonalEvent? Of(NewEvent e, Pseudonyms pseudonyms)
    {
        if (!MayBe(e))
            return null;
        var (values, customer) = (new List<(string, string)>(), (string?)null);
        string? Replace(JsonTokenType kind, string value, bool namesCustomer)
        {
            var pseudonym = pseudonyms.Of(kind, value);
            if (namesCustomer)
                customer ??= pseudonym;
            if (pseudonym == value)
                return null;
            values.Add((pseudonym, kind == JsonTokenType.String ? JsonSerializer.Serialize(value, PersonalValues.Plain) : value));
            return $"\"{pseudonym}\"";
        }
        var data = PersonalFields.Replace(e.Data.Span, Replace);
        var extensions = e.Extensions is null ? null : PersonalFields.Replace(e.Extensions, Replace);
        return data is null && extensions is null ? null : new PersonalEvent(e.With(data ?? e.Data, extensions ?? e.Extensions), customer, values);
    }
}
