using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Cleaning;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Demo;
using ServiceBot.Crm.Email;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Forms;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Leads;
using ServiceBot.Crm.Import;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Linking;
using ServiceBot.Crm.Lists;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Privacy;
using ServiceBot.Crm.Products;
using ServiceBot.Crm.Proof;
using ServiceBot.Crm.Relations;
using ServiceBot.Crm.Sealing;
using ServiceBot.Crm.Quotes;
using ServiceBot.Storage;
using ServiceBot.Storage.Personal;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm;

/// <summary>The room's front door.</summary>
public static class CrmModule
{
    /// <summary>Adds customers, their proofs and consents, orders, what is sold to them, and the transport of letters.</summary>
    public static IServiceCollection AddCrm(this IServiceCollection services)
    {
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsRules>();
        services.AddOptions<LifecycleOptions>().BindConfiguration(LifecycleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LinkingOptions>().BindConfiguration(LinkingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SmtpServer>();
        services.AddSingleton<IOutboxTransport, EmailTransport>();
        services.AddSingleton<IOutboxTransport, MailTransport>();
        services.AddSingleton<RecogniseCustomer>();
        services.AddSingleton<SendCode>();
        services.AddSingleton<CheckCode>();
        services.AddOptions<ConsentOptions>().BindConfiguration(ConsentOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConsentOptions>, ConsentOptionsRules>();
        services.AddSingleton<SetConsent>();
        services.AddSingleton<MayContact>();
        services.AddSingleton<MayProfile>();
        services.AddSingleton<EditCustomer>();
        services.AddSingleton<PutCustomer>();
        services.AddSingleton<MergeCustomers>();
        services.AddSingleton<SimilarCustomers>();
        services.AddSignalReader<LinkCustomers>();
        services.AddHostedService<LearnLinking>();
        services.AddSingleton<RelateCustomers>();
        services.AddSingleton<EditFields>();
        services.AddSignalReader<KeepFacets>();
        services.AddSingleton<FacetClock>();
        services.AddHostedService(provider => provider.GetRequiredService<FacetClock>());
        services.AddOptions<CleaningOptions>().BindConfiguration(CleaningOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSignalReader<ReviewCustomers>();
        services.AddSingleton(provider => new CleanCustomer(
            provider.GetRequiredService<ReviewCustomers>(), provider.GetRequiredService<EditCustomer>(), provider.GetRequiredService<SignalLog>(), provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<SalesOptions>().BindConfiguration(SalesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RateBook>();
        services.AddSingleton<EditProducts>();
        services.AddSingleton<EditPipelines>();
        services.AddSingleton<EditOpportunities>();
        services.AddSingleton<ReadSales>();
        services.AddOptions<QuoteOptions>().BindConfiguration(QuoteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OrderOptions>().BindConfiguration(OrderOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EditOrders>();
        services.AddSingleton<QuoteLink>();
        services.AddSingleton<EditQuotes>();
        services.AddOptions<LeadOptions>().BindConfiguration(LeadOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LeadOptions>, LeadOptionsRules>();
        services.AddSingleton<EditLeads>();
        services.AddSingleton<ConvertLead>();
        services.AddSingleton<EditWebForms>();
        services.AddSingleton<SubmitWebForm>();
        services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ImportsUnderWay>();
        services.AddSingleton<ManageImports>();
        services.AddSingleton<RevertImport>();
        services.AddSingleton<WorkOnImports>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkOnImports>());
        services.AddOptions<PrivacyOptions>().BindConfiguration(PrivacyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IPersonalData, PersonalCustomers>();
        services.AddSingleton<IRetained, RetainedLeads>();
        services.AddSingleton<IRetained, RetainedImports>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsRules>();
        services.AddSingleton<Retain>();
        services.AddHostedService(provider => provider.GetRequiredService<Retain>());
        services.AddSingleton<ProtectCustomer>();
        services.AddSingleton<AskForArchive>();
        services.AddSingleton<AskForErasure>();
        services.AddSingleton<MakeArchive>();
        services.AddSingleton<ErasePerson>();
        services.AddSingleton<EraseReturned>();
        services.AddHostedService(provider => provider.GetRequiredService<EraseReturned>());
        services.AddSingleton<WorkOnPrivacy>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkOnPrivacy>());
        foreach (var part in new[] { typeof(SealIdentifiers), typeof(SealFacts), typeof(SealComparing), typeof(SealHints) })
        {
            services.AddSingleton(typeof(ISealing), part);
        }

        services.AddSingleton<SealRows>();
        services.AddHostedService(provider => provider.GetRequiredService<SealRows>());
        services.AddSingleton<DemoSeeder>();
        services.AddSingleton<SalesDemoSeeder>();
        services.AddSingleton<SimulatedBooks>();
        return services.AddMigrations(typeof(CrmModule).Assembly);
    }
}
