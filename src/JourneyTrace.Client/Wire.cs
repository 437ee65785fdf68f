using System.Text.Json;
using System.Text.Json.Serialization;

namespace JourneyTrace.Client;

/// <summary>How JourneyTrace writes and reads JSON: camel case, UTC instants, nulls written.</summary>
public static class Wire
{
    public static JsonSerializerOptions Options { get; } = Make();

    static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
