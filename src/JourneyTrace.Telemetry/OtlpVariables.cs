using OpenTelemetry.Exporter;

namespace JourneyTrace.Telemetry;

/// <summary>
/// The standard variables of one signal, such as <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>, which go before those of all signals. The exporter
/// that is added by hand reads those of all signals alone. Source: OpenTelemetry's specification of the OTLP exporter.
/// </summary>
static class OtlpVariables
{
    /// <summary>Whether a signal has somewhere to go: an endpoint, or <c>OTEL_TRACES_EXPORTER=otlp</c>; and is not kept back (<c>none</c>).</summary>
    /// <param name="signal">TRACES or METRICS.</param>
    public static bool IsSent(string signal)
    {
        if (Said($"OTEL_{signal}_EXPORTER") is { } exporters)
            return exporters.Split(',', StringSplitOptions.TrimEntries).Contains("otlp", StringComparer.OrdinalIgnoreCase);
        return (Said("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Said($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null;
    }

    /// <summary>Sets what is said for this signal; what is not stays as it is said for all.</summary>
    public static void Set(OtlpExporterOptions options, string signal)
    {
        string? Own(string name) => Said($"OTEL_EXPORTER_OTLP_{signal}_{name}");
        options.Protocol = Own("PROTOCOL") switch
        {
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
#pragma warning disable CS0618 // Slower than HTTP here, and asked for by name.
            "grpc" => OtlpExportProtocol.Grpc,
#pragma warning restore CS0618
            _ => options.Protocol,
        };
        if (Uri.TryCreate(Own("ENDPOINT"), UriKind.Absolute, out var endpoint))
            options.Endpoint = endpoint;
        if (Own("HEADERS") is { } headers)
            options.Headers = headers;
        if (int.TryParse(Own("TIMEOUT"), System.Globalization.CultureInfo.InvariantCulture, out var timeout) && timeout > 0)
            options.TimeoutMilliseconds = timeout;
    }

    public static string? Said(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
