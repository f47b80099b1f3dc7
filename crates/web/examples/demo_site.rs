//! The whole site on the demo cases held in memory: `cargo run -p vedich-web --example demo_site`, then http://127.0.0.1:8098/

#[path = "../tests/web/support/mod.rs"]
mod support;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = vedich_web::router(support::site(true)).into_make_service_with_connect_info::<std::net::SocketAddr>();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8098").await?;
    axum::serve(listener, app).await
}
