//! From a training file to the first answer of the model that it makes.

use std::error::Error;
use std::path::Path;

use fine_tuning::{
    ChatMessage, ChatMessageRole, Client, CreateChatCompletionRequest, CreateFineTuningJobRequest,
    Upload,
};

/// Trains a model, asks the last checkpoint of it a question, and keeps the results in a folder.
/// Gives what happened, a line each.
pub async fn run(client: &Client, folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut log = Vec::new();

    let training = Upload::path(folder.join("train.jsonl")).content_type("application/jsonl");
    let file = client.files().create(training, "fine-tune").await?;
    log.push(format!("uploaded {}, {} bytes", file.filename, file.bytes));

    let jobs = client.fine_tuning().jobs();
    let request = CreateFineTuningJobRequest::new("gpt-4o-mini-2024-07-18", file.id);
    let job = jobs.create(request.suffix("support")).await?;

    let mut events = jobs.events().list(&job.id).limit(2).items();
    while let Some(event) = events.try_next().await? {
        log.push(format!("{:?}: {}", event.level, event.message));
    }

    let checkpoints: Vec<_> = jobs.checkpoints().list(&job.id).items().try_collect().await?;
    let last = checkpoints.first().ok_or("no checkpoint")?;
    log.push(format!("asking the model of step {}", last.step_number));

    let question = ChatMessage::new(ChatMessageRole::User, "Where is my parcel?");
    let model = last.fine_tuned_model_checkpoint.as_str();
    let request = CreateChatCompletionRequest::new(model, vec![question]);
    let mut answer = String::new();
    let mut chunks = client.chat().completions().create(request).stream().await?;
    while let Some(chunk) = chunks.try_next().await? {
        for choice in chunk.choices {
            answer.extend(choice.delta.content.into_option());
        }
    }
    log.push(answer);

    let job = jobs.retrieve(&job.id).await?;
    for file in &job.result_files {
        let results = client.files().content(file).await?;
        let name = results.file_name().unwrap_or_else(|| file.clone());
        let bytes = results.save(folder.join(&name)).await?;
        log.push(format!("saved {name}, {bytes} bytes"));
    }
    Ok(log)
}
