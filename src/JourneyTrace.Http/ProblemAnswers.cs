using JourneyTrace.Client;
using JourneyTrace.Personal;
using JourneyTrace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Http;

/// <summary>Answers refusals as RFC 9457 problem details.</summary>
public static partial class ProblemAnswers
{
    /// <summary>Where to read about a code.</summary>
    public static string Help(HttpContext http, string code) => $"{http.Request.Scheme}://{http.Request.Host}/docs/problems#{code}";

    /// <summary>Writes a problem.</summary>
    /// <param name="more">Members beside the standard ones.</param>
    public static async Task WriteAsync(
        HttpContext http, Problem problem, string detail, string pointer = "", IReadOnlyDictionary<string, object?>? more = null)
    {
        http.Response.StatusCode = problem.Status;
        if (problem.Status == 401)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (problem.Status is 429 or 503 && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = "1";
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["type"] = Help(http, problem.Code),
            ["title"] = problem.Title,
            ["status"] = problem.Status,
            ["code"] = problem.Code,
            ["detail"] = detail,
        };
        if (pointer.Length > 0)
            body["pointer"] = pointer;
        foreach (var (name, value) in more ?? new Dictionary<string, object?>(StringComparer.Ordinal))
            body[name] = value;
        await http.Response.WriteAsJsonAsync(body, Wire.Options, "application/problem+json");
    }

    /// <summary>Turns what ends a request into a problem: refusals, an unreachable database, and bugs.</summary>
    public static void UseProblems(this IApplicationBuilder app, ILogger logger) => app.Use(async (http, next) =>
    {
        try
        {
            // HEAD is GET without the body.
            if (HttpMethods.IsHead(http.Request.Method))
                (http.Request.Method, http.Response.Body) = (HttpMethods.Get, Stream.Null);
            await next(http);
            if (!http.Response.HasStarted && http.Response is { ContentLength: null, ContentType: null })
                await NoEndpointAsync(http);
        }
        catch (ProblemException e) when (!http.Response.HasStarted)
        {
            await WriteAsync(http, e.Problem, e.Message, e.Pointer);
        }
        catch (Exception e) when (!http.Response.HasStarted && e is (StoreUnavailableException or PersonalKeyException))
        {
            Unavailable(logger, e.Message);
            await WriteAsync(http, Problem.Unavailable, WhyUnavailable(http, e));
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            var problem = e.StatusCode == 413 ? Problem.TooLarge : Problem.InvalidParameter;
            await WriteAsync(http, problem, e.Message);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (Exception e) when (!http.Response.HasStarted && IsOutOfMemory(e))
        {
            NoMemory(logger, http.Request.Method, http.Request.Path, e);
            await WriteAsync(http, Problem.OutOfMemory, WhatNeedsLess(http));
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            Failed(logger, http.Request.Method, http.Request.Path, e);
            await WriteAsync(http, Problem.Internal, "The server failed on this request; its log says more");
        }
    });

    static bool IsOutOfMemory(Exception e) => e is OutOfMemoryException || e is AggregateException several && several.InnerExceptions.Any(IsOutOfMemory);

    static string WhatNeedsLess(HttpContext http) => HttpMethods.IsGet(http.Request.Method)
        ? "This question needs more memory than the server may take; narrow it with kind, from and to, or give the server more"
        : "This needs more memory than the server may take; send it again in smaller parts, or give the server more: what was stored is told apart as a duplicate";

    /// <summary>Routing found nothing that fits: it says why by the status alone.</summary>
    static Task NoEndpointAsync(HttpContext http) => http.Response.StatusCode switch
    {
        404 => WriteAsync(http, Problem.NotFound, $"There is nothing at {http.Request.Path}; the API is listed at /openapi/v1.json"),
        405 => WriteAsync(http, Problem.MethodNotAllowed, $"{http.Request.Path} does not take {http.Request.Method}; the API is listed at /openapi/v1.json"),
        415 => WriteAsync(http, Problem.UnsupportedType, $"Content-Type '{http.Request.ContentType}' is not taken here; the API is listed at /openapi/v1.json"),
        _ => Task.CompletedTask,
    };

    static string WhyUnavailable(HttpContext http, Exception e) => e switch
    {
        PersonalKeyException => e.Message,
        { InnerException: TimeoutException or { InnerException: TimeoutException } } when HttpMethods.IsGet(http.Request.Method) =>
            "The database took too long over this question; narrow it with kind, from and to, and ask again",
        _ => "The database cannot be reached at the moment; nothing was taken, send it again",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be reached: {Why}")]
    static partial void Unavailable(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} needs more memory than this process may take (a container's limit, DOTNET_GCHeapHardLimit): give it more")]
    static partial void NoMemory(ILogger logger, string method, string path, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    static partial void Failed(ILogger logger, string method, string path, Exception e);
}
