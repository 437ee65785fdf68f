using System.Reflection;
using Npgsql;

namespace JourneyTrace.Postgres;

/// <summary>Reads a row into a record whose constructor takes the columns, one by one, in their order. A null of the database is null.</summary>
static class Records
{
    static readonly MethodInfo Field = typeof(NpgsqlDataReader).GetMethod(nameof(NpgsqlDataReader.GetFieldValue), [typeof(int)])!;

    /// <exception cref="InvalidCastException">A column is null, or of another type, where the record needs a value.</exception>
    public static T Read<T>(NpgsqlDataReader row) => Of<T>.Read(row);

    static class Of<T>
    {
        static readonly ConstructorInfo Constructor = typeof(T).GetConstructors().Single(c => c.GetParameters().Length > 1 || c.GetParameters()[0].ParameterType != typeof(T));
        static readonly NullabilityInfoContext Nullability = new();

        static readonly (MethodInfo Get, bool MayBeNull)[] Columns =
        [
            .. Constructor.GetParameters().Select(p => (
                Field.MakeGenericMethod(Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType),
                Nullable.GetUnderlyingType(p.ParameterType) is not null || Nullability.Create(p).ReadState == NullabilityState.Nullable)),
        ];

        public static T Read(NpgsqlDataReader row)
        {
            var values = new object?[Columns.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = Columns[i].MayBeNull && row.IsDBNull(i) ? null : Columns[i].Get.Invoke(row, [i]);
            return (T)Constructor.Invoke(values);
        }
    }
}
