using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Import;
using ServiceBot.Crm.Sealing;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Audit;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Customers;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Demo;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Forms;
using ServiceBot.Desk.Gaps;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Import;
using ServiceBot.Desk.Live;
using ServiceBot.Desk.Mail;
using ServiceBot.Desk.OnCall;
using ServiceBot.Desk.Privacy;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Sales;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Desk.Search;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Together;
using ServiceBot.Desk.Views;
using ServiceBot.Desk.Webhooks;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Desk;

/// <summary>The room's front door.</summary>
public static class DeskModule
{
    /// <summary>Adds service requests, routing, the queue for a person, knowledge gaps, and their REST API.</summary>
    public static IServiceCollection AddDesk(this IServiceCollection services)
    {
        SqlMapper.AddTypeHandler(new RequestNumber.ColumnType());
        services.AddOptions<RoutingOptions>().BindConfiguration(RoutingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutingOptions>, RoutingOptionsRules>();
        services.AddOptions<TeamOptions>().BindConfiguration(TeamOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamOptions>, TeamOptionsRules>();
        services.AddOptions<OfferOptions>().BindConfiguration(OfferOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<OfferOptions>, OfferOptionsRules>();
        services.AddOpeningHours();
        services.AddOptions<SlaOptions>().BindConfiguration(SlaOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SlaOptions>, SlaOptionsRules>();
        services.AddSingleton<RequestSla>();
        services.AddSingleton<LikeRequests>();
        services.AddSingleton<Escalate>();
        services.AddSingleton(provider => new ReadSlaWatch(
            provider.GetRequiredService<RequestSla>(), provider.GetRequiredService<LikeRequests>(), provider.GetRequiredService<IOptions<SlaOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WatchClocks>();
        services.AddHostedService(provider => provider.GetRequiredService<WatchClocks>());
        services.AddOptions<ContractOptions>().BindConfiguration(ContractOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ContractOptions>, ContractOptionsRules>();
        services.AddSingleton<ICustomerUse, CustomerUse>();
        services.AddSingleton<ManageContracts>();
        services.AddSingleton<UseContracts>();
        services.AddSingleton<RemindOfContracts>();
        services.AddHostedService(provider => provider.GetRequiredService<RemindOfContracts>());
        services.AddSingleton<KeepRotas>();
        services.AddSingleton<ReadRequestFigures>();
        services.AddSingleton<AtRiskRequests>();
        services.AddSingleton<OpenRequest>();
        services.AddSingleton<AddComment>();
        services.AddSingleton<ChangeStatus>();
        services.AddSingleton<WithdrawRequest>();
        services.AddSingleton<AssignRequest>();
        services.AddSingleton<AttachFile>();
        services.AddSingleton<AnswerRequest>();
        services.AddSingleton<EditRequest>();
        services.AddSingleton<MarkRequest>();
        services.AddSingleton<ChangeMany>();
        services.AddSingleton<PutAside>();
        services.AddSingleton<WakeUp>();
        services.AddHostedService(provider => provider.GetRequiredService<WakeUp>());
        services.AddSingleton<LinkConversation>();
        services.AddSingleton<LinkRequests>();
        services.AddSingleton<SplitRequest>();
        services.AddSingleton<UpdateLinked>();
        services.AddSignalReader<UpdateLinked>();
        services.AddSingleton<Mentions>();
        services.AddOptions<RequestOptions>().BindConfiguration(RequestOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RequestOptions>, RequestOptionsRules>();
        services.TryAddSingleton<IRequestForms, NoRequestForms>();     // the dialogs define them
        services.AddSingleton<CloseResolved>();
        services.AddHostedService(provider => provider.GetRequiredService<CloseResolved>());
        services.AddOptions<HandOverOptions>().BindConfiguration(HandOverOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ChangeOwner>();
        services.AddSingleton<HearCustomer>();
        services.AddSingleton<ActOnConversation>();
        services.AddSingleton<AnswerCustomer>();
        services.AddSingleton<TagConversation>();
        services.TryAddSingleton<ICompanyFacts, NoCompanyFacts>();     // the pages know
        services.AddSingleton<EditCannedReplies>();
        services.AddSingleton<RunMacro>();
        services.AddSingleton<ManageViews>();
        services.AddSingleton<KeepPromises>();
        services.AddHostedService(provider => provider.GetRequiredService<KeepPromises>());
        services.AddOptions<SatisfactionOptions>().BindConfiguration(SatisfactionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SurveyLink>();
        services.AddSingleton<AnswerSurvey>();
        services.AddSingleton<LowRatings>();
        services.AddSingleton<AskSurveys>();
        services.AddHostedService(provider => provider.GetRequiredService<AskSurveys>());
        services.AddSignalReader<SurveyReader>();
        services.AddSingleton<NoteRests>();
        services.AddHostedService(provider => provider.GetRequiredService<NoteRests>());
        services.AddSingleton<LiveLog>();
        services.AddSingleton<Attention>();
        services.AddSingleton<LookAt>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<Alerts>();
        services.AddSingleton<WorkBell>();
        services.AddSingleton<RequestOffers>();
        services.AddSignalReader<RequestClocks>();
        services.AddSingleton<AgentPresence>();
        services.AddSingleton<ManageAgents>();
        services.AddSingleton<OwnWorkReader>();
        services.AddSingleton<HandOutWork>();
        services.AddHostedService(provider => provider.GetRequiredService<HandOutWork>());
        services.AddSingleton<IMailSubjects, MailSubjects>();
        services.AddSingleton<HearMail>();
        services.AddSingleton<DeskDemoSeeder>();
        services.AddSingleton<SimulatedDesk>();
        services.AddAccounts();
        services.AddSignalReader<GapReader>();
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsRules>();
        services.AddSingleton<IOutboxTransport, WebhookTransport>();
        services.AddSignalReader<WebhookReader>();
        services.AddSingleton<SearchDesk>();
        services.AddSignalReader<SearchReader>();
        services.AddSingleton<ISealing, SealSearch>();
        services.AddSingleton<IPersonalData, PersonalRequests>();
        services.AddSingleton<IRetained, RetainedRequests>();
        services.AddSingleton<AuditReads>();
        services.AddSignalReader<AuditChanges>();
        return services.AddMigrations(typeof(DeskModule).Assembly);
    }

    /// <summary>Adds the hours of the desk, which the pages show as well; adding them twice is adding them once.</summary>
    public static IServiceCollection AddOpeningHours(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(OpeningHours)))
        {
            return services;
        }

        services.AddOptions<OpeningHoursOptions>().BindConfiguration(OpeningHoursOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpeningHoursOptions>, OpeningHoursOptionsRules>();
        return services.AddSingleton<OpeningHours>();
    }

    /// <summary>Maps the REST API under <c>/api/v1</c>.</summary>
    public static void MapDesk(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilter(AnswerShape.ApplyAsync).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        RequestEndpoints.Map(api.MapGroup("").Needs(Permission.RequestsRead, Permission.RequestsWrite));
        SearchEndpoints.Map(api.MapGroup("").Needs(Permission.RequestsRead));
        SlaEndpoints.Map(api.MapGroup("").Needs(Permission.RequestsRead));
        CustomerEndpoints.Map(api.MapGroup("").Needs(Permission.CustomersRead, Permission.CustomersWrite));
        ExportEndpoints.Map(api.MapGroup("").Needs(Permission.CustomersExport));
        ChangeEndpoints.Map(api.MapGroup("").Needs(Permission.ChangesRead));
        FieldEndpoints.Map(api.MapGroup("").Needs(Permission.CustomersRead, Permission.FieldsWrite));
        ConsentEndpoints.Map(api);
        PrivacyEndpoints.Map(api.MapGroup("").Needs(Permission.PrivacyRead, Permission.PrivacyWrite));
        AuditEndpoints.Map(api.MapGroup("").Needs(Permission.AuditRead));
        ImportEndpoints.Map(api.MapGroup("").Needs(Permission.ImportsRead, Permission.ImportsWrite));
        ContractEndpoints.Map(api.MapGroup("").Needs(Permission.ContractsRead, Permission.ContractsWrite));
        ProductEndpoints.Map(api.MapGroup("").Needs(Permission.SalesRead, Permission.SalesWrite));
        PipelineEndpoints.Map(api.MapGroup("").Needs(Permission.SalesRead, Permission.SalesWrite));
        OpportunityEndpoints.Map(api.MapGroup("").Needs(Permission.SalesRead, Permission.SalesWrite));
        OrderEndpoints.Map(api.MapGroup("").Needs(Permission.SalesRead, Permission.SalesWrite));
        QuoteEndpoints.Map(api.MapGroup("").Needs(Permission.SalesRead, Permission.SalesWrite), api.MapGroup("").Needs(Permission.SalesApprove));
        LeadEndpoints.Map(api.MapGroup("").Needs(Permission.SalesRead, Permission.SalesWrite));
        ForecastEndpoints.Map(api.MapGroup("").Needs(Permission.SalesRead));
        WebFormEndpoints.Map(api.MapGroup("").Needs(Permission.FormsRead, Permission.FormsWrite));
        RotaEndpoints.Map(api.MapGroup("").Needs(Permission.RotasRead, Permission.RotasWrite));
        QueueEndpoints.Map(api.MapGroup("").Needs(Permission.ArchiveRead));
        ConversationEndpoints.Map(api.MapGroup("").Needs(Permission.ArchiveRead, Permission.BotSpeak));
        HandOverEndpoints.Map(api.MapGroup("").Needs(Permission.ConversationsRead, Permission.ConversationsWrite));
        InboxEndpoints.Map(api.MapGroup("").Needs(Permission.ConversationsRead));
        EventEndpoints.Map(api.MapGroup("").Needs(Permission.ConversationsRead));
        WorkEndpoints.Map(api);
        RequestOfferEndpoints.Map(api.MapGroup("").Needs(Permission.ConversationsRead, Permission.ConversationsWrite));
        CannedReplyEndpoints.Map(api.MapGroup("").Needs(Permission.ConversationsRead, Permission.RequestsWrite));
        ViewEndpoints.Map(api.MapGroup("").Needs(Permission.RequestsRead, Permission.RequestsWrite));
        GapEndpoints.Map(api.MapGroup("").Needs(Permission.GapsRead));
        WebhookEndpoints.Map(api.MapGroup("").Needs(Permission.OutboxRead, Permission.OutboxWrite));
        MailEndpoints.Map(api.MapGroup("").Needs(Permission.MailDeliver));
        DeadLetterEndpoints.Map(api.MapGroup("").Needs(Permission.OutboxRead, Permission.OutboxWrite));
    }
}
