using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace JourneyTrace.Telemetry;

/// <summary>Every response carries its trace id; every request's span has its route, its status and whether it failed.</summary>
public static class RequestTelemetry
{
    /// <summary>W3C Trace Context Level 2: the trace and the span of the answer.</summary>
    public const string Header = "traceresponse";

    /// <summary>To be the first of all: what comes after it is in the span.</summary>
    public static void UseRequestTelemetry(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        // Who probes and scrapes every few seconds is no story to tell.
        if (http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) || http.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal))
        {
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { } probe)
                probe.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
                context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        }, http);
        var failed = true;
        try
        {
            await next(http);
            failed = false;
        }
        finally
        {
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
                Describe(activity, http, failed);
        }
    });

    static void Describe(Activity activity, HttpContext http, bool failed)
    {
        var status = failed && http.Response.StatusCode < 500 ? 500 : http.Response.StatusCode;
        if ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            activity.DisplayName = $"{http.Request.Method} {route}";
            activity.SetTag("http.route", route);
        }
        activity.SetTag("http.response.status_code", status);
        if (status >= 500)
            activity.SetStatus(ActivityStatusCode.Error).SetTag("error.type", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
