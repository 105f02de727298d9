import type { RoomView } from '../../../src/snapshot';

export function RoomNow({ room }: { readonly room: RoomView }) {
  const { open, students, traffic } = room;
  return (
    <section aria-labelledby="room-now">
      <h2 id="room-now">The room</h2>
      {open ? (
        <p>
          {students === 0 ? 'Nobody has joined yet.' : `${students} ${students === 1 ? 'has' : 'have'} joined.`}{' '}
          {traffic.rate > 0 && `They send ${traffic.rate} requests a second.`}
        </p>
      ) : (
        <p>The room is closed. When the instructor opens it, students join here with its code.</p>
      )}
    </section>
  );
}
