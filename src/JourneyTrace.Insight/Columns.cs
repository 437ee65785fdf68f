using System.Reflection;
using System.Text.Json;

namespace JourneyTrace.Insight;

/// <summary>
/// The columns of a table, one for each plain member of a row: names in snake case, an interval in two, lists of words in one. Members that are
/// lists of objects have no place in a table, and are left out.
/// </summary>
static class Columns
{
    public static IReadOnlyList<(string Name, Func<T, object?> Value)> Of<T>() => Cache<T>.Columns;

    static IEnumerable<(string Name, Func<T, object?> Value)> OfMember<T>(PropertyInfo member)
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (type == typeof(double[]))
        {
            yield return (name + "_low", row => ((double[]?)member.GetValue(row))?[0]);
            yield return (name + "_high", row => ((double[]?)member.GetValue(row))?[1]);
        }
        else if (typeof(IEnumerable<string>).IsAssignableFrom(type))
        {
            yield return (name, row => string.Join(' ', (IEnumerable<string>?)member.GetValue(row) ?? []));
        }
        else if (type.IsPrimitive || type == typeof(string) || type == typeof(DateTime))
        {
            yield return (name, row => member.GetValue(row));
        }
    }

    static class Cache<T>
    {
        public static readonly IReadOnlyList<(string Name, Func<T, object?> Value)> Columns =
            [.. typeof(T).GetProperties().SelectMany(OfMember<T>)];
    }
}
